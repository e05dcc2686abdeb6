import type { Language } from "#contracts/languages.ts";
import type { Mark, Tampering } from "#contracts/mark.ts";
import { lineShiftMs, packCells } from "#contracts/mark-drawing.ts";
import type { Pass } from "#server/access/pass.ts";
import { isMarked } from "#server/access/profile.ts";
import type { MarkOf } from "#server/mark/carriers.ts";
import { cellsOf, openCarriers } from "#server/mark/carriers.ts";
import type { Whose } from "#server/mark/line.ts";
import { lineOf, shownOf, whoseOf } from "#server/mark/line.ts";
import { codeForStill } from "#server/mark/seat-code.ts";
import { markStill } from "#server/mark/still.ts";
import type { Traced } from "#server/mark/trace.ts";
import { lookAt, traceAt } from "#server/mark/trace.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";

export interface MarkDeps {
  room: Room;
  /** Ends a seat's part in the call; resolves when the media server has confirmed it or is asked again later. */
  takePicture(seat: Seat): Promise<unknown>;
  onFault(fault: unknown): void;
}

/** A still that is asked for by nobody who could sit has no mark to carry. */
const nobodys = () => new Error("a marked picture is given to a guest, a tablet or a colleague, never to nobody");

/**
 * The marks in every picture of an event that asks for them: the legible line, and the pattern that says which seat a
 * picture was taken from. They deter and attribute; a modified browser can remove or forge them.
 */
export function openMark({ room, takePicture, onFault }: MarkDeps) {
  const { db, clock, audit, secrets } = room;
  const carriers = openCarriers(secrets);

  async function lineFor(eventId: string, whose: Whose, lang: Language | null): Promise<string> {
    const shown = await shownOf(room, eventId, whose);
    if (!shown) throw nobodys();
    return lineOf(shown, lang ?? ("language" in shown ? shown.language : "en"));
  }
  const zoneOf = async (eventId: string): Promise<string> => (await db.event.findUniqueOrThrow({ where: { id: eventId }, select: { zone: true } })).zone;

  return {
    /** Whether pictures of the event carry marks now. */
    isOn: (pass: Pass): boolean => isMarked(pass.event.level, pass.event.wishes),

    /** What a seat's page lays over its pictures; null where the event's pictures carry no mark. */
    async ask(pass: Pass<"call.join">, seat: Seat, lang: Language): Promise<Mark | null> {
      const whose = whoseOf(pass.holder);
      if (!isMarked(pass.event.level, pass.event.wishes)) return null;
      if (!whose) throw nobodys();
      const mark: MarkOf = { eventId: pass.eventId, seatId: seat.id, code: seat.markCode };
      const [line, zone] = await Promise.all([lineFor(pass.eventId, whose, lang), zoneOf(pass.eventId)]);
      return { cells: packCells(cellsOf(carriers, mark)), line, zone, now: clock.now().getTime() };
    },

    /** A page says that its mark was tampered with: its seat's media end until the page is loaded again. Never waits for the record. */
    async broken(pass: Pass<"call.join">, seat: Seat, how: Tampering): Promise<void> {
      if (seat.isMarkBroken) return;
      seat.isMarkBroken = true;
      await takePicture(seat).catch(onFault);
      db.$transaction((tx) => audit.record(tx, pass, "mark.tampered", { seatId: seat.id, how })).catch(onFault);
    },

    /** A still picture with its asker's own marks drawn in; as it was, where the event's pictures carry none. Throws for what is no picture. */
    async still(pass: Pass<"product.see">, bytes: Uint8Array): Promise<Uint8Array> {
      if (!isMarked(pass.event.level, pass.event.wishes)) return bytes;
      const { holder, eventId } = pass;
      const whose = whoseOf(holder);
      const sessionId = "sessionId" in holder ? holder.sessionId : null;
      if (!whose || !sessionId) throw nobodys();
      const [mark, name, zone] = await Promise.all([codeForStill(room, pass, sessionId, whose), lineFor(eventId, whose, null), zoneOf(eventId)]);
      const now = clock.now();
      const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(now);
      return markStill(bytes, cellsOf(carriers, mark), `${name} · ${time}`, Math.floor(now.getTime() / lineShiftMs));
    },

    /** Which seat of the event a picture points to, or that it is not certain. The picture is not kept. Recorded. */
    async trace(pass: Pass<"leak.trace">, bytes: Uint8Array): Promise<Traced> {
      return traceAt(room, pass, await lookAt(bytes, carriers), carriers);
    },
  };
}
