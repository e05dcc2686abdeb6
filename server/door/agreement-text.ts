import { createHash } from "node:crypto";
import type { AgreementTexts } from "#contracts/door.ts";
import type { Language } from "#contracts/languages.ts";
import { languages } from "#contracts/languages.ts";
import * as z from "#contracts/zod.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import { digest } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

/** A text that may not be kept: it says what the agreement is there to hide. */
export interface TextFault {
  language: Language;
  names: "title" | "product";
}

/** SHA-256 of a text in hexadecimal, as a receipt carries it. */
export const sha256Of = (body: string): string => createHash("sha256").update(body).digest("hex");

/** What a text is compared by in the database: keyed, since little but the code name is unknown in a standard text. */
export const textHashOf = (secrets: HouseSecrets, body: string) => digest(secrets.mac("agreement.text", sha256Of(body)));

/** Words without case, accents and punctuation, with single spaces around each. */
const bare = (text: string): string =>
  ` ${text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

const isSpaced = (name: string): boolean => /^ [a-z0-9].*[a-z0-9] $/.test(name);
/** Whether a text names something: as whole words, or anywhere in a script without spaces. */
const names = (text: string, name: string): boolean => name.trim() !== "" && text.includes(isSpaced(name) ? name : name.trim());

/** Which texts name the event's title or its piece, once the code name has been taken out of them. */
export function faultsIn(texts: AgreementTexts, hidden: { title: string; codeName: string; products: readonly string[] }): TextFault[] {
  const codeName = bare(hidden.codeName);
  return languages.flatMap((language): TextFault[] => {
    const text = bare(texts[language]).replaceAll(codeName, " · ");
    const title = bare(hidden.title);
    if (title !== codeName && names(text, title)) return [{ language, names: "title" }];
    const isPieceNamed = hidden.products.some((one) => bare(one) !== codeName && names(text, bare(one)));
    return isPieceNamed ? [{ language, names: "product" }] : [];
  });
}

const Names = z.record(z.string(), z.string());

/** What the texts of an event may not name, opened. */
export async function hiddenOf({ db, sealed }: Room, event: Pick<Event, "id" | "title" | "codeName">) {
  const seal = sealed.event(event.id);
  const product = await db.product.findUnique({ where: { eventId: event.id } });
  const products = product ? Object.values(Names.parse(JSON.parse(seal.open(`Product.names:${event.id}`, product.names)))) : [];
  return { title: seal.open(`Event.title:${event.id}`, event.title), codeName: seal.open(`Event.codeName:${event.id}`, event.codeName), products };
}

const folded: Record<string, string> = { ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", œ: "oe", ı: "i" };
const asSigned = (name: string): string => bare(name).replaceAll(/[ßøđłæœı]/g, (sign) => folded[sign] ?? sign);

/** Whether a typed name is somebody's own: case, accents, hyphens and spaces do not count. */
export const isOwnName = (typed: string, own: string): boolean => asSigned(typed).trim() !== "" && asSigned(typed) === asSigned(own);
