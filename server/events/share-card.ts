import { createHash } from "node:crypto";
import sharp from "sharp";

const [width, height] = [1200, 630];
const keptMax = 64;
const isPath = /^[\d\s.,eE+MmLlHhVvCcSsQqTtAaZz-]+$/;

/** Numbers from 0 to 1, the same for the same words. */
function drawnBy(words: string): () => number {
  let state = createHash("sha256").update(words).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Folds of one half of the cloth, from the slit outwards: each darker at its sides than in the middle. */
function folds(next: () => number): string {
  let at = 0;
  let drawn = "";
  while (at < width / 2 + 40) {
    const wide = 26 + next() * 58;
    drawn += `<rect x="${at.toFixed(1)}" y="0" width="${(wide + 1).toFixed(1)}" height="${height}" fill="url(#fold)" opacity="${(0.5 + next() * 0.5).toFixed(2)}"/>`;
    at += wide;
  }
  return drawn;
}

/** The outlines of a wordmark, set small in the lower corner; nothing where it is drawn by anything else. */
function markOf(wordmark: string | null): string {
  const box = /viewBox="([\d\s.,-]+)"/.exec(wordmark ?? "")?.[1]?.trim().split(/[\s,]+/).map(Number) ?? [];
  const [x = 0, y = 0, wide = 0, high = 0] = box;
  const paths = [...(wordmark ?? "").matchAll(/<path\b([^>]*?)\sd="([^"]+)"/g)].flatMap(([, before = "", d = ""]) =>
    isPath.test(d) ? [`<path d="${d}"${before.includes('fill-rule="evenodd"') ? ' fill-rule="evenodd"' : ""}/>`] : [],
  );
  if (!(wide > 0 && high > 0) || paths.length === 0) return "";
  const scale = Math.min(300 / wide, 84 / high);
  return `<g fill="#F2EDE3" transform="translate(${72 - x * scale} ${height - 72 - high * scale - y * scale}) scale(${scale})">${paths.join("")}</g>`;
}

const cardOf = (words: string, wordmark: string | null): string => {
  const next = drawnBy(words);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
  <defs>
    <linearGradient id="fold"><stop offset="0" stop-color="#0A1017"/><stop offset=".42" stop-color="#22313F"/><stop offset=".58" stop-color="#1B2835"/><stop offset="1" stop-color="#0A1017"/></linearGradient>
    <linearGradient id="light" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#FFECC8" stop-opacity=".55"/><stop offset=".4" stop-color="#FFF9EC"/><stop offset="1" stop-color="#FFE9C2"/></linearGradient>
    <radialGradient id="spill" cx=".5" cy="1" r=".5"><stop offset="0" stop-color="#FFE7BE" stop-opacity=".42"/><stop offset="1" stop-color="#FFE7BE" stop-opacity="0"/></radialGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="#FFE4B4" stop-opacity=".34"/><stop offset="1" stop-color="#FFE4B4" stop-opacity="0"/></radialGradient>
  </defs>
  <rect width="${width}" height="${height}" fill="#16212C"/>
  <g transform="translate(${width / 2} 0)">${folds(next)}</g>
  <g transform="translate(${width / 2} 0) scale(-1 1)">${folds(next)}</g>
  <ellipse cx="${width / 2}" cy="${height / 2}" rx="190" ry="${height * 0.7}" fill="url(#glow)"/>
  <rect x="0" y="${height * 0.55}" width="${width}" height="${height * 0.45}" fill="url(#spill)"/>
  <rect x="${width / 2 - 1.5}" y="0" width="3" height="${height}" fill="url(#light)"/>
  ${markOf(wordmark)}
</svg>`;
};

/** Pictures for passing on: a closed cloth of its own for each address, and the maison's mark; 1200 by 630, PNG, kept in memory. */
export function openShareCards() {
  const kept = new Map<string, Promise<Buffer>>();
  return function cardFor(address: string, wordmark: string | null): Promise<Buffer> {
    const key = `${address}\n${wordmark ?? ""}`;
    const known = kept.get(key);
    if (known) return known;
    const made = sharp(Buffer.from(cardOf(address, wordmark))).png({ compressionLevel: 9 }).toBuffer();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
