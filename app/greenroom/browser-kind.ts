/** Which browser one sits before, as far as its instructions differ; keys of the catalogue. */
export type BrowserKind = "safari" | "firefox" | "chromium";

/** Told by what a browser calls itself; those on an iPhone or iPad are all told as Safari, whose settings they share. */
export function browserKind(agent: string): BrowserKind {
  if (/firefox/i.test(agent)) return "firefox";
  if (/iphone|ipad|fxios|crios/i.test(agent)) return "safari";
  return /safari/i.test(agent) && !/chrom|edg/i.test(agent) ? "safari" : "chromium";
}
