import type { Signing } from "#contracts/door.ts";
import type { Language } from "#contracts/languages.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { isOwnName, sha256Of } from "#server/door/agreement-text.ts";
import { nextStep } from "#server/door/steps.ts";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import { composeReceipt, sealContent, sealRecipient } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";

/** What is kept of a signature or a refusal, sealed under the key of the event's agreements. */
export const AgreementRecord = z.object({
  /** As it was typed; empty for a refusal. */
  name: z.string(),
  device: z.string(),
  number: z.number().nullable(),
  sha256: z.string(),
  /** The house's signature over the facts of the receipt; empty for a refusal. */
  signature: z.string(),
});
export type AgreementRecord = z.infer<typeof AgreementRecord>;

/** The duty outlives the event: records are kept so many years after it began, or after they were made. */
export const keptYears = 5;
const retainUntil = (startsAt: Date, now: Date): Date => {
  const until = new Date(Math.max(startsAt.getTime(), now.getTime()));
  until.setUTCFullYear(until.getUTCFullYear() + keptYears);
  return until;
};

export interface AgreementToRead {
  version: number;
  /** The reader's language where there is a text in it. */
  language: Language;
  body: string;
  sha256: string;
  /** Who signs, as the house addresses them. */
  name: string;
}

type Signer = { kind: "guest"; guestId: string } | { kind: "staff"; staffId: string };
const signerOf = ({ holder }: Pass): Signer | null => {
  if (holder.kind === "guest" || holder.kind === "speaker") return { kind: "guest", guestId: holder.guestId };
  return holder.kind === "staff" ? { kind: "staff", staffId: holder.staffId } : null;
};
const columnOf = (signer: Signer) => (signer.kind === "guest" ? { guestId: signer.guestId } : { staffId: signer.staffId });

/** The event's text in a language, or in one its guests can be expected to read. */
async function standing({ db, sealed }: Room, tx: Tx | Room["db"], eventId: string, lang: Language) {
  const event = await tx.event.findUniqueOrThrow({ where: { id: eventId } });
  const rows = await db.agreementText.findMany({ where: { eventId, version: event.agreementVersion }, orderBy: { createdAt: "asc" } });
  const row = rows.find((one) => one.language === lang) ?? rows.find((one) => one.language === "en") ?? rows[0];
  if (!row || event.agreementVersion === 0) return null;
  return { event, row, body: sealed.agreements(eventId).open(`AgreementText.body:${row.id}`, row.body) };
}

async function personWho({ db, sealed }: Room, eventId: string, signer: Signer) {
  if (signer.kind === "staff") {
    const row = await db.staff.findUniqueOrThrow({ where: { id: signer.staffId } });
    return { name: sealed.house.open(`Staff.name:${row.id}`, row.name), number: null, address: sealed.house.open(`Staff.email:${row.id}`, row.email) };
  }
  const row = await db.guest.findFirstOrThrow({ where: { id: signer.guestId, eventId }, include: { client: true } });
  const { client } = row;
  const address = client && sealed.house.open(`Client.email:${client.id}`, client.email);
  return { name: sealed.event(eventId).open(`Guest.name:${row.id}`, row.name), number: row.number, address };
}

/** The agreement that the pass's holder has to read now; null when it is not their next step, or there is no text. */
export async function textFor(room: Room, pass: Pass<"door.prove">, lang: Language): Promise<AgreementToRead | null> {
  const signer = signerOf(pass);
  if (!signer || (await nextStep(room, pass)) !== "nda") return null;
  const found = await standing(room, room.db, pass.eventId, lang);
  if (!found) return null;
  const { name } = await personWho(room, pass.eventId, signer);
  return { version: found.row.version, language: found.row.language, body: found.body, sha256: sha256Of(found.body), name };
}

/** The facts of a receipt as they are signed, one on each line; the first says what they are for. */
export const receiptOf = (facts: { id: string; name: string; number: number | null; version: number; language: Language; sha256: string; at: Date }): string =>
  [
    "receipt of an agreement, 1",
    `record: ${facts.id}`,
    `name: ${facts.name}`,
    ...(facts.number === null ? [] : [`seat: ${String(facts.number).padStart(4, "0")}`]),
    `version: ${facts.version}`,
    `language: ${facts.language}`,
    `sha256: ${facts.sha256}`,
    `accepted: ${facts.at.toISOString()}`,
  ].join("\n");

/**
 * Signs the agreement with a typed name, records it under its own key and writes the receipt. `changed`: there is a newer
 * text; `name`: not the name the house knows; `notNow`: it is signed already, or another step comes first.
 */
export async function signAgreement(
  room: Room,
  pass: Pass<"door.prove">,
  form: Signing,
  browserWords: string,
): Promise<Outcome<{ agreementId: string }, "changed" | "name" | "notNow">> {
  const { db, clock, sealed, audit, signals, signing } = room;
  const { eventId } = pass;
  const signer = signerOf(pass);
  if (!signer || (await nextStep(room, pass)) !== "nda") return failed("notNow");
  const name = form.name.trim().replaceAll(/\s+/g, " "); // one line: it stands among lines that are signed
  const person = await personWho(room, eventId, signer);
  const [{ name: maison }, mark] = [await room.maison.read(), await room.maison.picture()];
  const signed = await db.$transaction(async (tx): Promise<Outcome<{ agreementId: string }, "changed" | "name" | "notNow">> => {
    // Two at once sign once; a new text waits until this one is signed, and then asks anew.
    if (signer.kind === "guest") await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${signer.guestId} FOR NO KEY UPDATE`;
    else await tx.$queryRaw`SELECT 1 FROM "Staff" WHERE id = ${signer.staffId} FOR NO KEY UPDATE`;
    await tx.$queryRaw`SELECT 1 FROM "Event" WHERE id = ${eventId} FOR SHARE`;
    const found = await standing(room, tx, eventId, form.language);
    if (!found || found.row.version !== form.version || found.row.language !== form.language) return failed("changed");
    if (!isOwnName(name, person.name)) return failed("name");
    const { version, language, textHash } = found.row;
    if (await tx.agreement.count({ where: { ...columnOf(signer), eventId, version, kind: "signed" } })) return failed("notNow");
    const [id, at, sha256] = [newId("agreement"), clock.now(), sha256Of(found.body)];
    const facts = receiptOf({ id, name, number: person.number, version, language, sha256, at });
    const record: AgreementRecord = { name, device: browserWords, number: person.number, sha256, signature: signing.sign(facts) };
    await tx.agreement.create({
      data: {
        ...{ id, eventId, version, language, at, textHash: new Uint8Array(textHash), kind: "signed" as const },
        ...columnOf(signer),
        record: sealed.agreements(eventId).seal(`Agreement.record:${id}`, JSON.stringify(record)),
        retainUntil: retainUntil(found.event.startsAt, at),
      },
    });
    await audit.record(tx, pass, "agreement.signed", { agreementId: id, version, language });
    if (person.address !== null) {
      const seal = sealed.event(eventId);
      const letterId = newId("letter");
      const content = composeReceipt({
        ...{ lang: language, maison, mark, to: person.name, name, version, acceptedAt: at, zone: found.event.zone, sha256, signed: facts, signature: record.signature },
        codeName: seal.open(`Event.codeName:${eventId}`, found.event.codeName),
      });
      const to = { name: person.name, address: person.address };
      await tx.letter.create({
        data: { id: letterId, kind: "receipt", eventId, recipient: sealRecipient(seal, letterId, to), content: sealContent(seal, letterId, content), createdAt: at },
      });
      await room.enqueueLetter(tx, letterId);
    }
    return done({ agreementId: id });
  });
  if (signed.ok) signals.say("standing.changed", { eventId, personId: signer.kind === "guest" ? signer.guestId : signer.staffId });
  return signed;
}

/** Notes that somebody did not accept the agreement as it stands, once; they are told nothing and lose nothing they had. */
export async function refuseAgreement(room: Room, pass: Pass<"door.prove">, browserWords: string): Promise<void> {
  const { db, clock, sealed, audit } = room;
  const { eventId } = pass;
  const signer = signerOf(pass);
  if (!signer || (await nextStep(room, pass)) !== "nda") return;
  const { number } = await personWho(room, eventId, signer);
  await db.$transaction(async (tx) => {
    if (signer.kind === "guest") await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${signer.guestId} FOR NO KEY UPDATE`;
    const found = await standing(room, tx, eventId, "en");
    if (!found) return;
    const { version, language, textHash } = found.row;
    if (await tx.agreement.count({ where: { ...columnOf(signer), eventId, version, kind: "refused" } })) return;
    const [id, at] = [newId("agreement"), clock.now()];
    const record: AgreementRecord = { name: "", device: browserWords, number, sha256: sha256Of(found.body), signature: "" };
    await tx.agreement.create({
      data: {
        ...{ id, eventId, version, language, at, textHash: new Uint8Array(textHash), kind: "refused" as const },
        ...columnOf(signer),
        record: sealed.agreements(eventId).seal(`Agreement.record:${id}`, JSON.stringify(record)),
        retainUntil: retainUntil(found.event.startsAt, at),
      },
    });
    await audit.record(tx, pass, "agreement.refused", { agreementId: id, version });
  });
}
