import type { Phase } from "#contracts/event.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Backstage, OwnAir, StageNow } from "#contracts/stage.ts";
import type { Pass } from "#server/access/pass.ts";
import { seatName } from "#server/stage/names.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";
import type { Video } from "#server/video/video.ts";

/** What the house knows of somebody who can be on stage. */
interface Presenter {
  isReady: boolean;
  /** When they went on air; null while the house holds them. */
  since: string | null;
}

export interface StageDeps {
  room: Room;
  video: Video;
  seatsOf(eventId: string): Seat[];
  find(seatId: string): Seat | null;
  hasPicture(): boolean;
  onFault(fault: unknown): void;
}

/** The stage: who is ready, who is on air, and what everyone sees now. The house holds the truth, screens follow. */
export function openStage({ room, video, seatsOf, find, hasPicture, onFault }: StageDeps) {
  const { db, clock, audit, announcer } = room;
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
    return { isReady, isOnAir: since !== null, since };
  };

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
    return { phase, liveAt: liveAt.get(eventId) ?? null, onAir: phase === "live" ? onAir : [] };
  }

  async function people(eventId: string): Promise<Backstage[]> {
    return Promise.all(
      publishers(eventId)
        .filter((seat) => seat.look.holder.kind === "speaker" || presenterOf(seat.id).isReady || presenterOf(seat.id).since !== null)
        .map(async (seat) => {
          const { name, expectedAt } = await seatName(room, seat);
          const sources = video.sourcesOf(seat.id);
          const { isReady, since } = presenterOf(seat.id);
          return {
            seatId: seat.id,
            name,
            kind: seat.look.holder.kind === "speaker" ? ("speaker" as const) : ("staff" as const),
            isReady,
            hasCamera: sources.includes("camera"),
            hasMicrophone: sources.includes("microphone"),
            isOnAir: since !== null,
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
    presenterOf(seat.id).since = clock.now().toISOString();
    const lifted = await video.putOnAir(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return lifted.ms;
  }

  async function hold(seat: Seat): Promise<number> {
    presenterOf(seat.id).since = null;
    const held = await video.takeOff(seat.eventId, seat.id);
    tell(seat, "air.changed", own(seat));
    return held.ms;
  }

  return {
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
    async bringOn(pass: Pass<"stage.direct">, seatId: string): Promise<Outcome<{ tookMs: number }, "gone" | "notReady" | "notNow" | "noPicture">> {
      const seat = find(seatId);
      if (!seat || seat.eventId !== pass.eventId || !seat.look.decision.may.has("stage.prepare")) return failed("gone");
      if (pass.event.phase !== "live") return failed("notNow");
      if (!hasPicture()) return failed("noPicture");
      if (!presenterOf(seatId).isReady) return failed("notReady");
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
      const ready = publishers(eventId).filter((seat) => seat.look.holder.kind === "staff" && presenterOf(seat.id).isReady);
      await Promise.all(ready.map(putOnAir)).catch(onFault);
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

    /** What a speaker's own screen follows. */
    own: (_pass: Pass<"stage.prepare">, seat: Seat): OwnAir => own(seat),
  };
}
