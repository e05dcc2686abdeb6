/** A guest's number at the event, as screens write it: 0217. */
export const seatNumber = (number: number) => String(number).padStart(4, "0");

/** The name one is spoken to with: the first of a full one. */
export const firstName = (name: string | null) => name?.trim().split(/\s+/)[0] ?? null;
