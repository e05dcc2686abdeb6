import type { Language } from "#contracts/languages.ts";
import type { Agreement } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { mustSign } from "#server/access/profile.ts";
import { AgreementRecord } from "#server/door/sign.ts";
import type { Room } from "#server/room.ts";

export interface AgreementLine extends AgreementRecord {
  id: string;
  kind: "signed" | "refused";
  who: "guest" | "speaker" | "staff";
  version: number;
  language: Language;
  at: string;
  /** Whether the text it is about still stands. */
  isCurrent: boolean;
}
export interface Signatures {
  version: number;
  lines: AgreementLine[];
  /** Guests and speakers on the list who have to sign the text as it stands and have not. */
  left: number;
}

/** The names of an event's guests and of the house's staff, by who signed; empty once the event's key is gone. */
async function namesIn({ db, sealed }: Pick<Room, "db" | "sealed">, eventId: string): Promise<(row: Agreement) => string> {
  const refused = await db.agreement.findMany({ where: { eventId, kind: "refused" }, select: { guestId: true, staffId: true } });
  const idsOf = (column: "guestId" | "staffId") => refused.flatMap((row) => row[column] ?? []);
  const names = new Map<string, string>();
  for (const { id, name } of await db.staff.findMany({ where: { id: { in: idsOf("staffId") } } })) names.set(id, sealed.house.open(`Staff.name:${id}`, name));
  try {
    const seal = sealed.event(eventId);
    for (const { id, name } of await db.guest.findMany({ where: { id: { in: idsOf("guestId") } } })) names.set(id, seal.open(`Guest.name:${id}`, name));
  } catch {
    // purged: the number is what is left of them
  }
  return ({ guestId, staffId }) => names.get(guestId ?? staffId ?? "") ?? "";
}

/** Who signed or refused, newest first, out of the records' own key; that it was read is recorded. */
export async function listAgreements({ db, sealed, audit }: Room, pass: Pass<"agreement.list">): Promise<Signatures> {
  const { eventId, event } = pass;
  const { agreementVersion: version } = await db.event.findUniqueOrThrow({ where: { id: eventId }, select: { agreementVersion: true } });
  // Whoever declined typed no name: they are called as the house knew them, for as long as it does.
  const nameOf = await namesIn({ db, sealed }, eventId);
  const rows = await db.agreement.findMany({ where: { eventId }, orderBy: [{ at: "desc" }, { id: "asc" }] });
  const guests = await db.guest.findMany({ where: { eventId, clientId: { not: null } }, select: { id: true, kind: true, removedAt: true } });
  await db.$transaction((tx) => audit.record(tx, pass, "agreement.listed", { count: rows.length }));
  const kindOf = new Map(guests.map(({ id, kind }) => [id, kind]));
  const signed = new Set(rows.flatMap((row) => (row.kind === "signed" && row.version === version && row.guestId ? [row.guestId] : [])));
  const lines = rows.map((row): AgreementLine => {
    const record = AgreementRecord.parse(JSON.parse(sealed.agreements(eventId).open(`Agreement.record:${row.id}`, row.record)));
    return {
      ...record,
      name: record.name || nameOf(row),
      ...{ id: row.id, kind: row.kind, version: row.version, language: row.language, at: row.at.toISOString() },
      who: row.staffId ? "staff" : (kindOf.get(row.guestId ?? "") ?? "guest"),
      isCurrent: row.version === version,
    };
  });
  const left = guests.filter(({ id, kind, removedAt }) => removedAt === null && mustSign(kind, event.level, event.wishes) && !signed.has(id)).length;
  return { version, lines, left };
}
