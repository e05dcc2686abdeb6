import type { MaisonDress as Dress } from "#contracts/maison.ts";
import { MaisonDress } from "#contracts/maison.ts";

const fields = ["name", "wordmark", "accent", "accentNight", "displayFace"] as const;
export type DressField = (typeof fields)[number];
/** The maison's dress as its fields show it; empty where it is left to the house. */
export type DressValues = Record<DressField, string>;
/** The name as the browser set it, drawn with what the fields say; what is no such picture counts as none. */
const setNameIn = (form: FormData): string | undefined => MaisonDress.shape.setName.safeParse(form.get("setName") || undefined).data;

/** What the maison wears, as its fields show it. */
export const wornIn = (worn: Record<DressField, string | null>): DressValues => ({
  name: worn.name ?? "",
  wordmark: worn.wordmark ?? "",
  accent: worn.accent ?? "",
  accentNight: worn.accentNight ?? "",
  displayFace: worn.displayFace ?? "",
});

/** The dress a form carries, or which of its fields are wrong. */
export function dressIn(form: FormData): { values: DressValues; dress: Dress | null; wrong: DressField[] } {
  const text = (name: DressField) => {
    const found = form.get(name);
    return typeof found === "string" ? found.trim() : "";
  };
  const values: DressValues = { name: text("name"), wordmark: text("wordmark"), accent: text("accent"), accentNight: text("accentNight"), displayFace: text("displayFace") };
  const read = MaisonDress.safeParse(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")));
  if (read.success) return { values, dress: { ...read.data, setName: setNameIn(form) }, wrong: [] };
  const found = new Set(read.error.issues.map(({ path }) => path[0]));
  return { values, dress: null, wrong: fields.filter((name) => found.has(name)) };
}
