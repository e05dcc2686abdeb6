import type { Phase } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { RevealTo } from "#contracts/product.ts";
import type { Backstage, OwnAir, StageNow } from "#contracts/stage.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Curtain } from "#server/stage/curtain.ts";
import { openPresenters } from "#server/stage/presenters.ts";
import type { RevealDeps } from "#server/stage/reveal.ts";
import { reveal, revealNow } from "#server/stage/reveal.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";
import type { Video } from "#server/video/video.ts";

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

/** Seats that come and go are told to the desk together, at most this often, in milliseconds. */
const backstageEveryMs = 100;
/** So long the cloth waits for the pictures behind it when it rises, in milliseconds. */
const liftPatienceMs = 250;

/** The stage: who is ready, who is on air, and what everyone sees now. The house holds the truth, screens follow. */
export function openStage({ room, video, seatsOf, find, mayGoOut, curtain, shown, seatIn, hasPicture, onFault }: StageDeps) {
  const { db, clock, audit, announcer, signals } = room;
  const presenters = openPresenters({ room, video, seatsOf, find, curtain });
  const { publishers, own, stageNow, people } = presenters;

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
  const due = new Set<string>();
  const tellBackstageSoon = (eventId: string): void => {
    if (due.has(eventId)) return;
    due.add(eventId);
    setTimeout(() => {
      due.delete(eventId);
      presenters.forget();
      tellBackstage(eventId);
    }, backstageEveryMs).unref();
  };

  async function putOnAir(seat: Seat): Promise<number> {
    presenters.of(seat.id).since ??= clock.now().toISOString();
    const lifted = curtain.isDown(seat.eventId) ? null : await video.putOnAir(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return lifted?.ms ?? 0;
  }

  async function hold(seat: Seat): Promise<number> {
    presenters.of(seat.id).since = null;
    const held = await video.takeOff(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return held.ms;
  }

  const sayCurtain = (eventId: string, isDown: boolean): void => {
    announcer.announce(eventId, "curtain.changed", { isDown, at: curtain.since(eventId) ?? clock.now().toISOString() });
    signals.say("curtain.changed", { eventId, isDown });
  };

  /** In memory, to every screen, at the media server, in the journal, in the database: in this order, the last not waited for. */
  async function drop(pass: Pass<"stage.direct">): Promise<{ unconfirmed: number }> {
    const { eventId } = pass;
    const isNew = curtain.fall(eventId);
    sayCurtain(eventId, true);
    const holding = presenters.lit(eventId).map(async (seat) => {
      const held = await video.takeOff(eventId, seat.id);
      tell(seat, "air.changed", own(seat));
      return held.isConfirmed;
    });
    if (isNew) await curtain.keep(pass.holder, eventId);
    const unconfirmed = (await Promise.all(holding)).filter((isConfirmed) => !isConfirmed).length;
    tellStage(eventId).catch(onFault);
    return { unconfirmed };
  }

  /** Recorded first; then whoever was on air is lifted, unless what they send may not be shown, and every screen told. */
  async function raise(pass: Pass<"stage.direct">): Promise<Outcome<{ unconfirmed: number }, "notNow">> {
    const { eventId } = pass;
    const raised = await curtain.raise(pass);
    if (!raised.ok) return raised;
    const lifting = (pass.event.phase === "live" ? presenters.onAir(eventId) : []).map((seat) => {
      seatIn(seat);
      return mayGoOut(seat) ? putOnAir(seat) : hold(seat);
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
      const presenter = presenters.of(seat.id);
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
      if (!presenters.of(seatId).isReady || !mayGoOut(seat)) return failed("notReady");
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

    /** Opens the stage of an event that has just gone live: whoever of the staff is ready goes on air. How many went. */
    async open(eventId: string): Promise<number> {
      presenters.began(eventId, clock.now().toISOString());
      const ready = publishers(eventId).filter((seat) => seat.look.holder.kind === "staff" && presenters.of(seat.id).isReady && mayGoOut(seat));
      await Promise.all(ready.map(putOnAir)).catch(onFault);
      return ready.length;
    },

    /** A publisher did not put the new media key in force in time: off the air until they do and are brought on anew. */
    async holdUnkeyed(eventId: string, seatId: string): Promise<void> {
      const seat = find(seatId);
      if (!seat || presenters.of(seatId).since === null) return;
      await hold(seat);
      await tellStage(eventId);
    },

    /** The event turned to another phase and its seats have moved: they are told the stage; an end takes everybody off. */
    async turned(eventId: string, phase: Phase): Promise<void> {
      if (phase !== "live" && phase !== "doors") await Promise.all(publishers(eventId).map(hold));
      await tellStage(eventId);
    },

    /** A seat came, went or published: the desk is told; one that ended is forgotten. */
    seatChanged: tellBackstageSoon,

    /** Learns at boot which curtains were down when the house closed. */
    wake: curtain.wake,
    /** Falls of the curtain that wait to be recorded. */
    waiting: curtain.waiting,
    close: curtain.close,

    /** What a speaker's own screen follows. */
    own: (_pass: Pass<"stage.prepare">, seat: Seat): OwnAir => own(seat),
  };
}
