import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { canonical } from "#server/audit/chain.ts";
import type { Signing } from "#server/audit/signing.ts";
import { isForgotten } from "#server/rest/forget-rows.ts";
import type { Room } from "#server/room.ts";

/** How long copies of the database and of the key store are kept by whoever runs the house, in days; null: it was not said, none. */
export interface CopyDays {
  backups: number | null;
  keys: number | null;
}

/** What is forgotten, what outlives it and how long, and whether that is all. Times are ISO 8601, UTC. */
export interface Certificate {
  kind: "sipario certificate of deletion";
  eventId: string;
  by: string;
  purgedAt: string;
  erasedAt: string;
  destroyed: Record<string, number>;
  /** Whether the event's key is gone from the key store; without it no backup of the database can be read. */
  isKeyDestroyed: boolean;
  outlives: {
    agreements: { count: number; until: string | null };
    record: { entries: number };
    /** When the last backup that held its sealed rows has gone; null: it was not said how long backups are kept. */
    backupsUntil: string | null;
    /** When the last copy of the key store has gone; null: no copies are kept. */
    keyCopiesUntil: string | null;
    /** What the house cannot take back. */
    elsewhere: readonly string[];
  };
  isComplete: boolean;
  issuedAt: string;
  publicKey: string;
}

const Counts = z.record(z.string(), z.number());
const By = z.object({ by: z.string() });
const dayMs = 86_400_000;

const textOf = (certificate: Certificate) => `sipario certificate\n${canonical(certificate)}`;

/** The text of a signed certificate, as it is taken out of the house. */
export const signCertificate = (signing: Signing, certificate: Certificate): string =>
  `${JSON.stringify({ certificate, signature: signing.sign(textOf(certificate)) }, null, 2)}\n`;

/** Whether a certificate was signed by the house as it stands. */
export function isTrueCertificate(signing: Pick<Signing, "verify">, text: string): boolean {
  const { certificate, signature }: { certificate: Certificate; signature: string } = JSON.parse(text);
  return signing.verify(textOf(certificate), signature);
}

/** What can be said today of an event that was forgotten; null for one that was not, or not to its end. */
export async function certify({ db, clock, sealed, signing }: Room, pass: Pass<"event.audit">, days: CopyDays): Promise<Certificate | null> {
  const { eventId } = pass;
  const entries = await db.entry.findMany({ where: { chain: eventId, name: { in: ["event.purged", "event.erased"] } }, orderBy: { seq: "asc" } });
  const begun = entries.find(({ name }) => name === "event.purged");
  const erased = entries.findLast(({ name }) => name === "event.erased");
  const first = entries.find(({ name }) => name === "event.erased");
  if (!begun || !erased || !first) return null;
  const now = clock.now();
  const after = (count: number | null) => (count === null ? null : new Date(erased.at.getTime() + count * dayMs).toISOString());
  const agreements = await db.agreement.aggregate({ where: { eventId }, _count: true, _max: { retainUntil: true } });
  const isKeyDestroyed = !sealed.has(eventId);
  const keyCopiesUntil = after(days.keys);
  return {
    kind: "sipario certificate of deletion",
    eventId,
    by: By.safeParse(begun.facts).data?.by ?? "date",
    purgedAt: begun.at.toISOString(),
    erasedAt: erased.at.toISOString(),
    destroyed: Counts.parse(first.facts),
    isKeyDestroyed,
    outlives: {
      agreements: { count: agreements._count, until: agreements._max.retainUntil?.toISOString() ?? null },
      record: { entries: await db.entry.count({ where: { chain: eventId } }) },
      backupsUntil: after(days.backups),
      keyCopiesUntil,
      elsewhere: ["letters in mailboxes", "calendars", "what was seen on screens", "clients of the maison's other events and of its advisors"],
    },
    isComplete: isKeyDestroyed && (await isForgotten(db, eventId)) && (keyCopiesUntil === null || keyCopiesUntil <= now.toISOString()),
    issuedAt: now.toISOString(),
    publicKey: signing.publicKey(),
  };
}
