import type { Phase } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { RevealTo } from "#contracts/product.ts";
import type { Backstage, OwnAir, StageNow } from "#contracts/stage.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Curtain } from "#server/stage/curtain.ts";
import { seatName } from "#server/stage/names.ts";
import type { RevealDeps } from "#server/stage/reveal.ts";
import { reveal, revealNow } from "#server/stage/reveal.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";
import type { Video } from "#server/video/video.ts";

/** What the house knows of somebody who can be on stage. */
interface Presenter {
  isReady: boolean;
  /** When they went on air; null while the house holds them. Under the curtain it stays: they come back with it. */
  since: string | null;
}

export interface StageDeps {
  room: Room;
  video: Video;
  seatsOf(eventId: string): Seat[];
  find(seatId: string): Seat | null;
  curtain: Curtain;
  shown: RevealDeps["shown"];
  /** Gives a seat its place in the call again, where it lost it. */
  seatIn(seat: Seat): void;
  /** Whether what a seat sends may be shown: in an encrypted call, only under the key of now. */
  mayGoOut(seat: Seat): boolean;
  hasPicture(): boolean;
  onFault(fault: unknown): void;
}

/** So long the cloth waits for the pictures behind it when it rises, in milliseconds. */
const liftPatienceMs = 250;

/** The stage: who is ready, who is on air, and what everyone sees now. The house holds the truth, screens follow. */
export function openStage({ room, video, seatsOf, find, mayGoOut, curtain, shown, seatIn, hasPicture, onFault }: StageDeps) {
  const { db, clock, audit, announcer, signals } = room;
  const presenters = new Map<string, Presenter>();
  const liveAt = new Map<string, string>();

  const presenterOf = (seatId: string): Presenter => {
    const known = presenters.get(seatId) ?? { isReady: false, since: null };
    presenters.set(seatId, known);
    return known;
  };
  const publishers = (eventId: string): Seat[] => seatsOf(eventId).filter((seat) => seat.look.decision.may.has("stage.prepare"));
  const own = (seat: Seat): OwnAir => {
    const { isReady, since } = presenterOf(seat.id);
    return curtain.isDown(seat.eventId) ? { isReady, isOnAir: false, since: null } : { isReady, isOnAir: since !== null, since };
  };
  const isUnderCurtain = (seat: Seat): boolean => curtain.isDown(seat.eventId) && presenterOf(seat.id).since !== null;

  async function stageNow(eventId: string, phase: Phase): Promise<StageNow> {
    const onAir = await Promise.all(
      publishers(eventId)
        .filter((seat) => presenterOf(seat.id).since !== null)
        .map(async (seat) => ({
          identity: video.identityOf(seat.id) ?? "",
          name: (await seatName(room, seat)).name,
          isSpeaker: seat.look.holder.kind === "speaker",
          since: presenterOf(seat.id).since ?? "",
        })),
    );
    const isCurtainDown = curtain.isDown(eventId);
    return { phase, liveAt: liveAt.get(eventId) ?? null, isCurtainDown, onAir: phase === "live" && !isCurtainDown ? onAir : [] };
  }

  async function people(eventId: string): Promise<Backstage[]> {
    return Promise.all(
      publishers(eventId)
        .filter((seat) => seat.look.holder.kind === "speaker" || presenterOf(seat.id).isReady || presenterOf(seat.id).since !== null)
        .map(async (seat) => {
          const { name, expectedAt } = await seatName(room, seat);
          const sources = video.sourcesOf(seat.id);
          const { isReady, isOnAir, since } = own(seat);
          return {
            seatId: seat.id,
            name,
            kind: seat.look.holder.kind === "speaker" ? ("speaker" as const) : ("staff" as const),
            isReady,
            hasCamera: sources.includes("camera"),
            hasMicrophone: sources.includes("microphone"),
            isOnAir,
            isUnderCurtain: isUnderCurtain(seat),
            since,
            expectedAt,
          };
        }),
    );
  }

  const phaseOf = (eventId: string): Phase => seatsOf(eventId)[0]?.look.standing.event.phase ?? "draft";

  async function tellStage(eventId: string): Promise<void> {
    announcer.announce(eventId, "stage.changed", await stageNow(eventId, phaseOf(eventId)));
    announcer.announce(eventId, "backstage.changed", { people: await people(eventId) });
  }
  const tellBackstage = (eventId: string): void => {
    people(eventId)
      .then((all) => announcer.announce(eventId, "backstage.changed", { people: all }))
      .catch(onFault);
  };

  async function putOnAir(seat: Seat): Promise<number> {
    presenterOf(seat.id).since ??= clock.now().toISOString();
    const lifted = curtain.isDown(seat.eventId) ? null : await video.putOnAir(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return lifted?.ms ?? 0;
  }

  async function hold(seat: Seat): Promise<number> {
    presenterOf(seat.id).since = null;
    const held = await video.takeOff(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return held.ms;
  }

  /** Everybody whose picture may be going out. */
  const lit = (eventId: string): Seat[] => [
    ...new Set([...publishers(eventId).filter((seat) => presenterOf(seat.id).since !== null), ...video.onAir(eventId).flatMap(({ seatId }) => find(seatId) ?? [])]),
  ];
  const sayCurtain = (eventId: string, isDown: boolean): void => {
    announcer.announce(eventId, "curtain.changed", { isDown, at: curtain.since(eventId) ?? clock.now().toISOString() });
    signals.say("curtain.changed", { eventId, isDown });
  };

  /** In memory, to every screen, at the media server, in the journal, in the database: in this order, the last not waited for. */
  async function drop(pass: Pass<"stage.direct">): Promise<{ unconfirmed: number }> {
    const { eventId } = pass;
    const isNew = curtain.fall(eventId);
    sayCurtain(eventId, true);
    const holding = lit(eventId).map(async (seat) => {
      const held = await video.takeOff(eventId, seat.id);
      tell(seat, "air.changed", own(seat));
      return held.isConfirmed;
    });
    if (isNew) await curtain.keep(pass.holder, eventId);
    const unconfirmed = (await Promise.all(holding)).filter((isConfirmed) => !isConfirmed).length;
    tellStage(eventId).catch(onFault);
    return { unconfirmed };
  }

  /** Recorded first; then whoever was on air is lifted, and every screen told. */
  async function raise(pass: Pass<"stage.direct">): Promise<Outcome<{ unconfirmed: number }, "notNow">> {
    const { eventId } = pass;
    const raised = await curtain.raise(pass);
    if (!raised.ok) return raised;
    const waiting = pass.event.phase === "live" ? publishers(eventId).filter((seat) => presenterOf(seat.id).since !== null) : [];
    const lifting = waiting.map((seat) => {
      seatIn(seat);
      return putOnAir(seat);
    });
    await Promise.race([Promise.all(lifting), new Promise((resolve) => setTimeout(resolve, liftPatienceMs))]);
    if (!curtain.isDown(eventId)) sayCurtain(eventId, false);
    await tellStage(eventId);
    return done({ unconfirmed: 0 });
  }

  return {
    /** Whether the curtain hides this event now. */
    isCurtainDown: (pass: Pass): boolean => curtain.isDown(pass.eventId),
    /** Since when it is down, for the desk; null while it is up. */
    curtainSince: (pass: Pass<"desk.see">): string | null => curtain.since(pass.eventId),

    /** Since when the piece is shown, and to whom, for the desk; null where it never was veiled. */
    reveals: (pass: Pass<"desk.see">) => revealNow(room, pass),
    /** Shows the piece, to press and influencers or to everyone. */
    reveal: (pass: Pass<"stage.direct">, to: RevealTo) => reveal({ room, shown, isCurtainDown: curtain.isDown, seatsOf }, pass, to),

    /**
     * Drops the curtain everywhere at once, or raises it. A drop waits for no database and no audit; `unconfirmed` counts
     * the pictures whose end the media server did not confirm, which have no line and no way back.
     */
    async curtain(pass: Pass<"stage.direct">, isDown: boolean): Promise<Outcome<{ isDown: boolean; tookMs: number; unconfirmed: number }, "notNow">> {
      const started = performance.now();
      const turned = isDown ? done(await drop(pass)) : await raise(pass);
      return turned.ok ? done({ isDown, tookMs: Math.round(performance.now() - started), ...turned.value }) : turned;
    },

    /** What everyone sees now. */
    now: (pass: Pass<"stage.watch" | "stage.prepare" | "desk.see" | "lobby.wait">): Promise<StageNow> => stageNow(pass.eventId, pass.event.phase),
    /** Who stands backstage, for the desk. */
    backstage: (pass: Pass<"desk.see">): Promise<Backstage[]> => people(pass.eventId),

    /** Somebody says that they are ready, or no longer: their consent to be put on air. Withdrawn on air, they go off. */
    async ready(_pass: Pass<"stage.prepare">, seat: Seat, isReady: boolean): Promise<OwnAir> {
      const presenter = presenterOf(seat.id);
      presenter.isReady = isReady;
      if (!isReady && presenter.since !== null) {
        await hold(seat);
        await tellStage(seat.eventId);
      } else {
        tell(seat, "air.changed", own(seat));
        tellBackstage(seat.eventId);
      }
      return own(seat);
    },

    /** Puts somebody on air who is ready, while the event is live. Milliseconds of the house's part. */
    async bringOn(pass: Pass<"stage.direct">, seatId: string): Promise<Outcome<{ tookMs: number }, "gone" | "notReady" | "notNow" | "noPicture" | "curtainDown">> {
      const seat = find(seatId);
      if (!seat || seat.eventId !== pass.eventId || !seat.look.decision.may.has("stage.prepare")) return failed("gone");
      if (pass.event.phase !== "live") return failed("notNow");
      if (!hasPicture()) return failed("noPicture");
      if (!presenterOf(seatId).isReady || !mayGoOut(seat)) return failed("notReady");
      if (curtain.isDown(pass.eventId)) return failed("curtainDown");
      await db.$transaction((tx) => audit.record(tx, pass, "stage.broughtOn", { seatId }));
      const tookMs = Math.round(await putOnAir(seat));
      await tellStage(pass.eventId);
      return done({ tookMs });
    },

    /** Takes somebody off the air. Never waits for the database. */
    async takeOff(pass: Pass<"stage.direct">, seatId: string): Promise<Outcome<{ tookMs: number }, "gone">> {
      const seat = find(seatId);
      if (!seat || seat.eventId !== pass.eventId) return failed("gone");
      const tookMs = Math.round(await hold(seat));
      await tellStage(pass.eventId);
      db.$transaction((tx) => audit.record(tx, pass, "stage.tookOff", { seatId })).catch(onFault);
      return done({ tookMs });
    },

    /** Opens the stage of an event that has just gone live: whoever of the staff is ready goes on air. */
    async open(eventId: string): Promise<void> {
      liveAt.set(eventId, clock.now().toISOString());
      const ready = publishers(eventId).filter((seat) => seat.look.holder.kind === "staff" && presenterOf(seat.id).isReady && mayGoOut(seat));
      await Promise.all(ready.map(putOnAir)).catch(onFault);
    },

    /** A publisher did not put the new media key in force in time: off the air until they do and are brought on anew. */
    async holdUnkeyed(eventId: string, seatId: string): Promise<void> {
      const seat = find(seatId);
      if (!seat || presenterOf(seatId).since === null) return;
      await hold(seat);
      await tellStage(eventId);
    },

    /** The event turned to another phase and its seats have moved: they are told the stage; an end takes everybody off. */
    async turned(eventId: string, phase: Phase): Promise<void> {
      if (phase !== "live" && phase !== "doors") await Promise.all(publishers(eventId).map(hold));
      await tellStage(eventId);
    },

    /** A seat came, went or published: the desk is told; one that ended is forgotten. */
    seatChanged(eventId: string): void {
      for (const seatId of presenters.keys()) if (!find(seatId)) presenters.delete(seatId);
      tellBackstage(eventId);
    },

    /** Learns at boot which curtains were down when the house closed. */
    wake: curtain.wake,
    /** Falls of the curtain that wait to be recorded. */
    waiting: curtain.waiting,
    close: curtain.close,

    /** What a speaker's own screen follows. */
    own: (_pass: Pass<"stage.prepare">, seat: Seat): OwnAir => own(seat),
  };
}
