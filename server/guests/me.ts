import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Room } from "#server/room.ts";

interface Me {
  name: string;
  number: number;
  kind: GuestKind;
  expectedAt: string | null;
  language: Language;
}

/** What a guest or speaker may read of themselves; null for anybody else. */
export async function me({ db, sealed }: Room, pass: Pass): Promise<Me | null> {
  const { holder, eventId } = pass;
  if (holder.kind !== "guest" && holder.kind !== "speaker") return null;
  const row = await db.guest.findFirst({ where: { id: holder.guestId, eventId } });
  if (!row) return null;
  const { id, number, kind, language } = row;
  const name = sealed.event(eventId).open(`Guest.name:${id}`, row.name);
  return { name, number, kind, language, expectedAt: row.expectedAt?.toISOString() ?? null };
}
