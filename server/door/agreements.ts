import type { AgreementTexts } from "#contracts/door.ts";
import type { Language } from "#contracts/languages.ts";
import { languages } from "#contracts/languages.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { AgreementText } from "#prisma/generated/client.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import type { TextFault } from "#server/door/agreement-text.ts";
import { faultsIn, hiddenOf, sha256Of, textHashOf } from "#server/door/agreement-text.ts";
import { listAgreements } from "#server/door/agreement-list.ts";
import { refuseAgreement, signAgreement, textFor } from "#server/door/sign.ts";
import { newId } from "#server/infra/ids.ts";
import { isSame } from "#server/infra/secrets.ts";
import { sayIn } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";
import { personOf } from "#server/seats/seat.ts";

export interface TextVersion {
  version: number;
  at: string;
  texts: { language: Language; sha256: string }[];
}
export interface AgreementEditing {
  version: number;
  codeName: string;
  texts: AgreementTexts;
  /** What one may begin with: the house's own words, with the code name in place. */
  standard: AgreementTexts;
  history: TextVersion[];
}

const none = (): AgreementTexts => ({ en: "", it: "", fr: "", de: "" });

/** The agreement of an event: its text, versioned and in its guests' languages, and who signed or refused it. */
export function openAgreements(room: Room, deps: { seatsOf(whose: SeatsOf): readonly Seat[] }) {
  const { db, clock, sealed, secrets, audit, signals } = room;
  const bodyOf = (row: AgreementText): string => sealed.agreements(row.eventId).open(`AgreementText.body:${row.id}`, row.body);
  const newest = async (eventId: string) => db.agreementText.findMany({ where: { eventId }, orderBy: [{ version: "desc" }, { createdAt: "asc" }] });

  async function standardOf(codeName: string): Promise<AgreementTexts> {
    const maison = (await room.maison.read()).name;
    const texts = none();
    for (const language of languages) texts[language] = sayIn(language, "agreement.standard", { maison, codeName });
    return texts;
  }

  /** Which texts name what the agreement is there to hide; none of them may be kept. */
  const check = async (pass: Pass<"agreement.edit">, texts: AgreementTexts): Promise<TextFault[]> =>
    faultsIn(texts, await hiddenOf(room, await db.event.findUniqueOrThrow({ where: { id: pass.eventId } })));

  return {
    check,
    /** Whether an event asks anybody for an agreement. */
    isAsked: ({ event }: Pass): boolean => profileOf(event.level, event.wishes).entry.includes("nda"),

    /** The text as it stands, what one may begin with, and every version before. */
    async edit(pass: Pass<"agreement.edit">): Promise<AgreementEditing> {
      const { eventId } = pass;
      const event = await db.event.findUniqueOrThrow({ where: { id: eventId } });
      const rows = await newest(eventId);
      const texts = none();
      for (const row of rows) if (row.version === event.agreementVersion) texts[row.language] = bodyOf(row);
      const { codeName } = await hiddenOf(room, event);
      const history = new Map<number, TextVersion>();
      for (const row of rows) {
        const one = history.get(row.version) ?? { version: row.version, at: row.createdAt.toISOString(), texts: [] };
        one.texts.push({ language: row.language, sha256: sha256Of(bodyOf(row)) });
        history.set(row.version, one);
      }
      return { version: event.agreementVersion, codeName, texts, standard: await standardOf(codeName), history: [...history.values()] };
    },

    /**
     * Keeps a new version, unless it is the one that stands. Whoever signed an older one is asked anew: seats end with
     * `stepsLeft` at once.
     */
    async save(pass: Pass<"agreement.edit">, texts: AgreementTexts): Promise<Outcome<{ version: number }, "empty" | "namesHidden" | "same">> {
      const { eventId } = pass;
      const written = languages.filter((language) => texts[language] !== "");
      if (written.length === 0) return failed("empty");
      if ((await check(pass, texts)).length > 0) return failed("namesHidden");
      const saved = await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Event" WHERE id = ${eventId} FOR NO KEY UPDATE`;
        const { agreementVersion } = await tx.event.findUniqueOrThrow({ where: { id: eventId }, select: { agreementVersion: true } });
        const standing = await tx.agreementText.findMany({ where: { eventId, version: agreementVersion } });
        const isKept = (language: Language) => standing.some((row) => row.language === language && isSame(row.textHash, textHashOf(secrets, texts[language])));
        if (standing.length === written.length && written.every(isKept)) return null;
        const version = agreementVersion + 1;
        const createdById = pass.holder.kind === "staff" ? pass.holder.staffId : null;
        const seal = sealed.agreements(eventId);
        await tx.agreementText.createMany({
          data: written.map((language) => {
            const id = newId("agreementText");
            const body = seal.seal(`AgreementText.body:${id}`, texts[language]);
            return { id, eventId, version, language, body, textHash: textHashOf(secrets, texts[language]), createdById, createdAt: clock.now() };
          }),
        });
        await tx.event.update({ where: { id: eventId }, data: { agreementVersion: version } });
        await audit.record(tx, pass, "agreement.saved", { version, languages: written });
        return version;
      });
      if (saved === null) return failed("same");
      const seated = new Set(deps.seatsOf({ eventId }).map((seat) => personOf(seat.look.holder)));
      for (const personId of seated) signals.say("standing.changed", { eventId, personId });
      return done({ version: saved });
    },

    read: (pass: Pass<"door.prove">, lang: Language) => textFor(room, pass, lang),
    sign: (pass: Pass<"door.prove">, form: Parameters<typeof signAgreement>[2], browserWords: string) => signAgreement(room, pass, form, browserWords),
    refuse: (pass: Pass<"door.prove">, browserWords: string) => refuseAgreement(room, pass, browserWords),
    list: (pass: Pass<"agreement.list">) => listAgreements(room, pass),
  };
}
