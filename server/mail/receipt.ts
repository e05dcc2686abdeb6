import type { Language } from "#contracts/languages.ts";
import { languageNames } from "#contracts/languages.ts";
import type { LetterContent } from "#server/mail/content.ts";
import { dress, picturesOf, undress } from "#server/mail/dress.tsx";
import { sayIn, sayTime } from "#server/mail/words.ts";
import type { MarkPicture } from "#server/maison/maison.ts";

/** What a receipt of an agreement tells: who accepted which text when, and the house's hand under it. */
export interface ReceiptFacts {
  lang: Language;
  maison: string;
  mark?: MarkPicture | null;
  codeName: string;
  /** To whom the house writes, and the name as they signed it. */
  to: string;
  name: string;
  version: number;
  acceptedAt: Date;
  zone: string;
  sha256: string;
  /** The facts as they were signed, line by line, and their signature in base64url. */
  signed: string;
  signature: string;
}

/** The letter that carries a receipt; it names the code name and nothing else of the event, and leads nowhere. */
export function composeReceipt(facts: ReceiptFacts): LetterContent {
  const { lang, maison } = facts;
  const say = (key: Parameters<typeof sayIn>[1]) => sayIn(lang, key, { maison, event: facts.codeName, name: facts.to });
  const words = {
    ...{ lang, maison, mark: facts.mark },
    preview: say("receipt.preview"),
    title: say("receipt.title"),
    greeting: say("greeting"),
    lead: say("receipt.lead"),
    facts: [
      { name: say("receipt.by"), value: facts.name },
      { name: say("receipt.at"), value: sayTime(lang, facts.acceptedAt, facts.zone) },
      { name: say("receipt.version"), value: String(facts.version) },
      { name: say("receipt.language"), value: languageNames[lang] },
      { name: say("receipt.sha256"), value: facts.sha256, isFine: true },
      { name: say("receipt.signed"), value: facts.signed, isFine: true },
      { name: say("receipt.signature"), value: facts.signature, isFine: true },
    ],
    own: say("receipt.own"),
    way: null,
  };
  return { subject: say("receipt.subject"), html: dress(words), text: undress(words), calendar: null, pictures: picturesOf(words) };
}
