import type { Language } from "#contracts/languages.ts";
import type { Holder } from "#server/access/pass.ts";
import { sayLine } from "#server/mark/words.ts";
import type { Room } from "#server/room.ts";

/** Who a seat or a pass belongs to. */
export type Whose = { guestId: string } | { deviceId: string } | { staffId: string };

/** A person or tablet behind a mark, in plain words; null where the row is gone. */
export type Shown =
  | { kind: "guest" | "speaker"; name: string; number: number; language: Language }
  | { kind: "device"; boutique: string; number: number }
  | { kind: "staff"; name: string; language: Language };

/** Whose a pass is; null for nobody who could sit. */
export function whoseOf(holder: Holder): Whose | null {
  if (holder.kind === "guest" || holder.kind === "speaker") return { guestId: holder.guestId };
  if (holder.kind === "device") return { deviceId: holder.deviceId };
  return holder.kind === "staff" ? { staffId: holder.staffId } : null;
}

/** Who that is, read by their ids. */
export async function shownOf({ db, sealed }: Pick<Room, "db" | "sealed">, eventId: string, whose: Whose): Promise<Shown | null> {
  if ("guestId" in whose) {
    const guest = await db.guest.findUnique({ where: { id: whose.guestId, eventId } });
    if (!guest) return null;
    const { id, kind, number, language } = guest;
    return { kind, name: sealed.event(eventId).open(`Guest.name:${id}`, guest.name), number, language };
  }
  if ("deviceId" in whose) {
    const device = await db.device.findUnique({ where: { id: whose.deviceId, eventId }, include: { boutique: true } });
    if (!device) return null;
    return { kind: "device", boutique: sealed.house.open(`Boutique.name:${device.boutiqueId}`, device.boutique.name), number: device.number };
  }
  const staff = await db.staff.findUnique({ where: { id: whose.staffId } });
  if (!staff) return null;
  return { kind: "staff", name: sealed.house.open(`Staff.name:${staff.id}`, staff.name), language: staff.language };
}

/** The legible line: a guest's own name and seat, a tablet's boutique and number, a colleague's name. */
export function lineOf(shown: Shown, lang: Language): string {
  if (shown.kind === "device") return sayLine(lang, "tablet", { boutique: shown.boutique, number: String(shown.number) });
  if (shown.kind === "staff") return sayLine(lang, "staff", { name: shown.name });
  return sayLine(lang, "guest", { name: shown.name, number: String(shown.number).padStart(4, "0") });
}
