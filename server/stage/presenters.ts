import type { Phase } from "#contracts/event.ts";
import type { Backstage, OwnAir, StageNow } from "#contracts/stage.ts";
import type { Curtain } from "#server/stage/curtain.ts";
import { seatName } from "#server/stage/names.ts";
import type { Seat } from "#server/seats/seat.ts";
import type { Room } from "#server/room.ts";
import type { Video } from "#server/video/video.ts";

/** What the house knows of somebody who can be on stage. */
export interface Presenter {
  isReady: boolean;
  /** When they went on air; null while the house holds them. Under the curtain it stays: they come back with it. */
  since: string | null;
}

export interface PresentersDeps {
  room: Room;
  video: Pick<Video, "identityOf" | "sourcesOf" | "onAir">;
  seatsOf(eventId: string): Seat[];
  find(seatId: string): Seat | null;
  curtain: Pick<Curtain, "isDown">;
}

/** Who can be on stage at each event, and what of it everyone, the desk and they themselves are told. */
export function openPresenters({ room, video, seatsOf, find, curtain }: PresentersDeps) {
  const known = new Map<string, Presenter>();
  const liveAt = new Map<string, string>();

  const of = (seatId: string): Presenter => {
    const presenter = known.get(seatId) ?? { isReady: false, since: null };
    known.set(seatId, presenter);
    return presenter;
  };
  const publishers = (eventId: string): Seat[] => seatsOf(eventId).filter((seat) => seat.look.decision.may.has("stage.prepare"));
  const onAir = (eventId: string): Seat[] => publishers(eventId).filter((seat) => of(seat.id).since !== null);
  const own = (seat: Seat): OwnAir => {
    const { isReady, since } = of(seat.id);
    return curtain.isDown(seat.eventId) ? { isReady, isOnAir: false, since: null } : { isReady, isOnAir: since !== null, since };
  };

  async function backstage(seat: Seat): Promise<Backstage> {
    const { name, expectedAt } = await seatName(room, seat);
    const sources = video.sourcesOf(seat.id);
    return {
      seatId: seat.id,
      name,
      kind: seat.look.holder.kind === "speaker" ? "speaker" : "staff",
      hasCamera: sources.includes("camera"),
      hasMicrophone: sources.includes("microphone"),
      ...own(seat),
      isUnderCurtain: curtain.isDown(seat.eventId) && of(seat.id).since !== null,
      expectedAt,
    };
  }

  return {
    of,
    publishers,
    onAir,
    /** What somebody's own screen follows. */
    own,
    /** Everybody whose picture may be going out, by the house's word or by the media server's. */
    lit: (eventId: string): Seat[] => [...new Set([...onAir(eventId), ...video.onAir(eventId).flatMap(({ seatId }) => find(seatId) ?? [])])],
    /** The event went live at this moment. */
    began: (eventId: string, at: string): void => void liveAt.set(eventId, at),
    /** Forgets whoever's seat has ended. */
    forget(): void {
      for (const seatId of known.keys()) if (!find(seatId)) known.delete(seatId);
    },
    /** What everyone sees: who is on air while the event is live and the curtain up. */
    async stageNow(eventId: string, phase: Phase): Promise<StageNow> {
      const isCurtainDown = curtain.isDown(eventId);
      const seats = phase === "live" && !isCurtainDown ? onAir(eventId) : [];
      const shown = await Promise.all(
        seats.map(async (seat) => ({
          identity: video.identityOf(seat.id) ?? "",
          name: (await seatName(room, seat)).name,
          isSpeaker: seat.look.holder.kind === "speaker",
          since: of(seat.id).since ?? "",
        })),
      );
      return { phase, liveAt: liveAt.get(eventId) ?? null, isCurtainDown, onAir: shown };
    },
    /** Who stands backstage: every speaker, and whoever of the staff is ready or on air. */
    people: (eventId: string): Promise<Backstage[]> =>
      Promise.all(
        publishers(eventId)
          .filter((seat) => seat.look.holder.kind === "speaker" || of(seat.id).isReady || of(seat.id).since !== null)
          .map(backstage),
      ),
  };
}
