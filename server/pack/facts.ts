import type { Language } from "#contracts/languages.ts";
import { Wishes } from "#contracts/event.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Anchored } from "#server/audit/anchor.ts";
import type { Verdict } from "#server/audit/chain.ts";
import type { Checkpoint } from "#server/audit/checkpoint.ts";
import { AgreementRecord, receiptOf } from "#server/door/sign.ts";
import { sha256Of } from "#server/door/agreement-text.ts";
import type { GuestThere, StaffThere, TabletThere } from "#server/pack/people.ts";
import { guestsThere, staffThere, tabletsThere } from "#server/pack/people.ts";
import type { RuleHeld } from "#server/pack/rules.ts";
import { rulesHeld } from "#server/pack/rules.ts";
import type { Told } from "#server/pack/told.ts";
import { readTold } from "#server/pack/told.ts";
import type { Room } from "#server/room.ts";

/** What was agreed to, as it was signed: the lines the house signed for the guest, and its signature over them. */
export interface ReceiptKept {
  id: string;
  guestId: string | null;
  staffId: string | null;
  kind: "signed" | "refused";
  name: string;
  device: string;
  version: number;
  language: Language;
  at: string;
  retainUntil: string;
  /** Null for a refusal. */
  receipt: string | null;
  signature: string | null;
}

/** All that a pack says, as a machine reads it: `pack.json`. Times are ISO 8601, UTC. */
export interface PackFacts {
  kind: "sipario proof pack";
  format: 1;
  madeAt: string;
  madeBy: string;
  language: Language;
  maison: string;
  publicKey: string;
  event: {
    id: string;
    codeName: string | null;
    title: string | null;
    level: string;
    phase: string;
    zone: string;
    startsAt: string;
    doorsAt: string | null;
    liveAt: string | null;
    revealedAt: string | null;
    endedAt: string | null;
    purgedAt: string | null;
  };
  rules: RuleHeld[];
  levels: Told["levels"];
  drill: { startedAt: string; endedAt: string; tried: number; found: number } | null;
  guests: GuestThere[];
  staff: StaffThere[];
  tablets: TabletThere[];
  texts: { version: number; language: Language; sha256: string; body: string; at: string }[];
  agreements: ReceiptKept[];
  record: Verdict & { place: Anchored["place"]; checkpoints: number; acts: Record<string, number> };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

async function agreementsOf({ db, sealed }: Room, eventId: string): Promise<Pick<PackFacts, "texts" | "agreements">> {
  const rows = await db.agreement.findMany({ where: { eventId }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const bodies = await db.agreementText.findMany({ where: { eventId }, orderBy: [{ version: "asc" }, { language: "asc" }] });
  if (rows.length + bodies.length === 0) return { texts: [], agreements: [] };
  const seal = sealed.agreements(eventId);
  const texts = bodies.map(({ id, version, language, body, createdAt }) => {
    const text = seal.open(`AgreementText.body:${id}`, body);
    return { version, language, sha256: sha256Of(text), body: text, at: createdAt.toISOString() };
  });
  const agreements = rows.map(({ id, guestId, staffId, kind, version, language, at, retainUntil, record }): ReceiptKept => {
    const { name, device, number, sha256, signature } = AgreementRecord.parse(JSON.parse(seal.open(`Agreement.record:${id}`, record)));
    const isSigned = kind === "signed";
    return {
      ...{ id, guestId, staffId, kind, name, device, version, language, at: at.toISOString(), retainUntil: retainUntil.toISOString() },
      receipt: isSigned ? receiptOf({ id, name, number, version, language, sha256, at }) : null,
      signature: isSigned ? signature : null,
    };
  });
  return { texts, agreements };
}

/** Gathers what a pack says of an event that is over; `language` is the one its page is written in. */
export async function gatherFacts(
  room: Room,
  pass: Pass<"proof.read">,
  { language, checkpoints, place }: { language: Language; checkpoints: readonly Checkpoint[]; place: Anchored["place"] },
): Promise<PackFacts> {
  const { db, sealed, signing, audit, clock } = room;
  const { eventId, holder } = pass;
  const row = await db.event.findUniqueOrThrow({ where: { id: eventId } });
  const seal = sealed.has(eventId) ? sealed.event(eventId) : null;
  const maker = holder.kind === "staff" ? await db.staff.findUnique({ where: { id: holder.staffId } }) : null;
  const drill = await db.drill.findFirst({ where: { eventId, NOT: { endedAt: null } }, orderBy: { startedAt: "desc" }, select: { startedAt: true, endedAt: true, tried: true, found: true } });
  const told = await readTold(db, eventId);
  const wishes = Wishes.parse(row.wishes);
  return {
    ...{ kind: "sipario proof pack", format: 1, madeAt: clock.now().toISOString(), language, publicKey: signing.publicKey() },
    madeBy: maker ? sealed.house.open(`Staff.name:${maker.id}`, maker.name) : holder.kind,
    maison: (await room.maison.read()).name,
    event: {
      id: eventId,
      codeName: seal?.open(`Event.codeName:${eventId}`, row.codeName) ?? null,
      title: seal?.open(`Event.title:${eventId}`, row.title) ?? null,
      ...{ level: row.level, phase: row.phase, zone: row.zone, startsAt: row.startsAt.toISOString(), doorsAt: iso(row.doorsAt), liveAt: iso(row.liveAt) },
      ...{ revealedAt: iso(row.revealedAt), endedAt: iso(row.endedAt), purgedAt: iso(row.purgedAt) },
    },
    rules: rulesHeld({ level: row.level, format: row.format, wishes, purgeAt: row.purgeAt }, told),
    levels: told.levels,
    drill: drill?.endedAt ? { ...drill, startedAt: drill.startedAt.toISOString(), endedAt: drill.endedAt.toISOString() } : null,
    guests: await guestsThere(room, eventId, told),
    staff: await staffThere(room, eventId),
    tablets: await tabletsThere(room, eventId),
    ...(await agreementsOf(room, eventId)),
    record: { ...(await audit.prove(eventId, checkpoints)), place, checkpoints: checkpoints.length, acts: Object.fromEntries(told.acts) },
  };
}
