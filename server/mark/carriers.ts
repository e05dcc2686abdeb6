import { side } from "#contracts/mark-drawing.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";

const cells = side * side;
/** What the cells of a tile say: where the tile lies, which code it carries, and the proof that the code is this seat's. */
const share = { place: 96, code: 80, check: 80 } as const;

/** Plus and minus signs, one for each cell of a field. */
export type Signs = Int8Array;

export interface Field {
  /** The cells of this field, as `row * side + column`. */
  readonly at: Uint16Array;
}

/** One seat's mark, as a tile is made of it and looked for. */
export interface MarkOf {
  readonly eventId: string;
  readonly seatId: string;
  readonly code: number;
}

export interface Carriers {
  readonly place: Field & { readonly signs: Signs };
  readonly code: Field;
  readonly check: Field;
  /** What a seat's mark says in the field of the code, and in the one that proves it. */
  wordOf(mark: MarkOf): { readonly code: Signs; readonly check: Signs };
}

/** As many random-looking bytes as are wanted, the same for the same words. Without the house's key nobody can tell them. */
function bytesOf(secrets: Pick<HouseSecrets, "mac">, words: string, count: number): Buffer {
  const parts: Buffer[] = [];
  for (let part = 0; part * 32 < count; part += 1) parts.push(Buffer.from(secrets.mac("mark", `${words}\0${part}`), "base64url"));
  return Buffer.concat(parts).subarray(0, count);
}

function signsOf(secrets: Pick<HouseSecrets, "mac">, words: string, count: number): Signs {
  const bytes = bytesOf(secrets, words, Math.ceil(count / 8));
  return Int8Array.from({ length: count }, (_, i) => (((bytes[i >> 3] ?? 0) >> (i & 7)) & 1 ? 1 : -1));
}

/** Every cell once, in an order that only the house knows. */
function shuffled(secrets: Pick<HouseSecrets, "mac">): Uint16Array {
  const order = Uint16Array.from({ length: cells }, (_, i) => i);
  const bytes = bytesOf(secrets, "layout", cells * 4);
  for (let i = cells - 1; i > 0; i -= 1) {
    const other = bytes.readUInt32LE(i * 4) % (i + 1);
    [order[i], order[other]] = [order[other] ?? 0, order[i] ?? 0];
  }
  return order;
}

/**
 * The carriers of the house's marks: which cell of the tile says what, and with which sign. All of it follows from the
 * house's key, so that whoever has not got the key can neither read a mark nor make one that names a seat.
 */
export function openCarriers(secrets: Pick<HouseSecrets, "mac">): Carriers {
  const order = shuffled(secrets);
  const { place, code, check } = share;
  return {
    place: { at: order.slice(0, place), signs: signsOf(secrets, "place", place) },
    code: { at: order.slice(place, place + code) },
    check: { at: order.slice(place + code, place + code + check) },
    wordOf: (mark) => ({
      code: signsOf(secrets, `code\0${mark.eventId}\0${mark.code}`, code),
      check: signsOf(secrets, `check\0${mark.eventId}\0${mark.code}\0${mark.seatId}`, check),
    }),
  };
}

/** The signs of a seat's whole tile, cell by cell. */
export function cellsOf(carriers: Carriers, mark: MarkOf): Int8Array {
  const tile = new Int8Array(cells);
  const { place, code, check } = carriers;
  const word = carriers.wordOf(mark);
  const fields = [{ at: place.at, signs: place.signs }, { at: code.at, signs: word.code }, { at: check.at, signs: word.check }];
  for (const { at, signs } of fields)
    at.forEach((cell, i) => {
      tile[cell] = signs[i] ?? 0;
    });
  return tile;
}
