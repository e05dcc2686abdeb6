/** An answer as somebody received it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const ascii = (text: string) => JSON.stringify(text).slice(1, -1).replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
const html = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;").replaceAll("'", "&#x27;");
/** What every writing of the word in base64 has in common, wherever it begins. */
const base64 = (text: string): string[] =>
  [0, 1, 2].map((before) => Buffer.from(`${"\0".repeat(before)}${text}`).toString("base64").slice(before === 0 ? 0 : before + 1, -4)).filter((one) => one.length >= 8);

/** The words of a list that stand in an answer in any of the ways text is written there: as it is, escaped, or in base64. */
export function leaked({ headers, body }: Omit<Answer, "status">, words: readonly string[]): string[] {
  const said = `${Object.entries(headers).map((pair) => pair.join(": ")).join("\n")}\n${body}`;
  const lower = said.toLowerCase();
  return words.filter(
    (word) => [word, ascii(word), html(word), encodeURIComponent(word)].some((one) => lower.includes(one.toLowerCase())) || base64(word).some((one) => said.includes(one)),
  );
}
