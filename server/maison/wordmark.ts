import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";

/** What keeps a drawing from being a wordmark: it is none, it draws by more than outlines, or it is too large. */
export type WordmarkFault = "unreadable" | "notOutlines" | "tooLong";

const lengthMax = 60_000;
const number = "-?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?";
const isNumber = new RegExp(`^${number}$`, "i");
const isViewBox = new RegExp(`^${number}(?:[\\s,]+${number}){3}$`, "i");
const isOutline = /^[\d\s.,eE+MmLlHhVvCcSsQqTtAaZz-]+$/;
const tags = /<(\/?)([a-zA-Z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/g;
const attributes = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Elements that say nothing that is drawn; whatever stands in them is left behind with them. */
const silent = /<(metadata|title|desc)\b[^>]*?(?:\/>|>[\s\S]*?<\/\1>)/gi;
/** Elements whose shape is kept, or that only gather others. */
const gathering = new Set(["svg", "g", "defs"]);
/** Attributes that would move, cut or hide what is drawn: without them it would be another drawing. */
const changing = new Set(["transform", "clip-path", "mask", "filter", "style", "display", "visibility", "opacity"]);

type Attributes = Map<string, string>;
const numbers = (read: Attributes, names: readonly string[]): number[] | null => {
  const found = names.map((name) => read.get(name) ?? "0");
  return found.every((one) => isNumber.test(one)) ? found.map(Number) : null;
};
const round = (cx: number, cy: number, rx: number, ry: number): string => `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;

/** The outline of a shape; null for what is none. */
function outlineOf(element: string, read: Attributes): string | null {
  if (element === "path") return read.get("d") ?? null;
  if (element === "polygon") return read.has("points") ? `M${read.get("points")?.trim()}Z` : null;
  if (element === "rect") {
    const found = read.has("rx") || read.has("ry") ? null : numbers(read, ["x", "y", "width", "height"]);
    return found && `M${found[0]} ${found[1]}h${found[2]}v${found[3]}h${-(found[2] ?? 0)}Z`;
  }
  if (element === "circle") {
    const found = numbers(read, ["cx", "cy", "r"]);
    return found && round(found[0] ?? 0, found[1] ?? 0, found[2] ?? 0, found[2] ?? 0);
  }
  if (element === "ellipse") {
    const found = numbers(read, ["cx", "cy", "rx", "ry"]);
    return found && round(found[0] ?? 0, found[1] ?? 0, found[2] ?? 0, found[3] ?? 0);
  }
  return null;
}

/**
 * A wordmark drawn anew out of an SVG: its viewBox and its outlines, each checked sign by sign, and nothing else of what
 * was given. What a plain reading cannot keep as it looks (text, strokes alone, moved or masked parts) is refused.
 */
export function readWordmark(given: string): Outcome<string, WordmarkFault> {
  if (given.length > lengthMax) return failed("tooLong");
  const text = given.replaceAll(/<!--[\s\S]*?-->/g, "").replaceAll(/<\?[\s\S]*?\?>/g, "").replace(/<!DOCTYPE[^>[]*>/i, "").replaceAll(silent, "");
  const left = text.replaceAll(tags, "").trim();
  if (left !== "") return failed(/<\w/.test(text) ? "notOutlines" : "unreadable");
  let viewBox: string | null = null;
  const paths: string[] = [];
  for (const [, closing, element = "", rest = ""] of text.matchAll(tags)) {
    if (closing) continue;
    const read: Attributes = new Map([...rest.matchAll(attributes)].map(([, name = "", double, single]) => [name, double ?? single ?? ""]));
    if ([...read.keys()].some((name) => changing.has(name))) return failed("notOutlines");
    if (element === "svg" && viewBox === null) {
      const box = read.get("viewBox") ?? `0 0 ${Number.parseFloat(read.get("width") ?? "")} ${Number.parseFloat(read.get("height") ?? "")}`;
      if (!isViewBox.test(box.trim())) return failed("unreadable");
      viewBox = box.trim();
    }
    if (gathering.has(element)) continue;
    if (read.get("fill") === "none") return failed("notOutlines");
    const outline = outlineOf(element, read)?.replaceAll(/\s+/g, " ").trim();
    if (!outline || !isOutline.test(outline)) return failed("notOutlines");
    const isEvenOdd = read.get("fill-rule") === "evenodd";
    // The screens read a plus as no sign of an outline; it never changes a number.
    paths.push(`<path${isEvenOdd ? ' fill-rule="evenodd"' : ""} d="${outline.replaceAll(/e\+/gi, "e").replaceAll("+", " ")}"/>`);
  }
  if (viewBox === null || paths.length === 0) return failed("unreadable");
  return done(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">${paths.join("")}</svg>`);
}
