import { randomInt } from "node:crypto";

const signs = "23456789abcdefghjkmnpqrstuvwxyz";

/** A public address for an open event: its name in plain letters, at most 60, and six random signs, so that none can be guessed. */
export function newSlug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, "");
  const random = Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join("");
  return plain ? `${plain}-${random}` : random;
}
