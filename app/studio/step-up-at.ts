/** Where staff prove themselves again, to come back to a page of ours. */
export const stepUpAt = (to: string): string => `/studio/step-up?${new URLSearchParams({ to })}`;

const opens = [
  ["owners", /\/owners/],
  ["signed", /\/agreement\/signed/],
  ["guests", /\/guests/],
  ["leak", /\/leak/],
  ["forget", /\/(forget|certificate)/],
  ["record", /\/record/],
  ["product", /\/product/],
  ["letters", /\/outbox/],
  ["people", /^\/studio\/people/],
  ["own", /^\/studio\/(me|begin)/],
] as const satisfies readonly (readonly [string, RegExp])[];

/** What it is that proving oneself again opens, by the page one asked for; a key under `stepUp.opens.`. */
export function opensAt(to: string): (typeof opens)[number][0] | "else" {
  const [path = ""] = to.split("?");
  return opens.find(([, where]) => where.test(path))?.[0] ?? "else";
}
