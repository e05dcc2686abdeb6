/** What happens and is no bug: a value, or the reason it did not come to it. Refusals of the door are thrown, never returned. */
export type Outcome<T, R extends string = string> = { ok: true; value: T } | { ok: false; reason: R };

/** A success carrying its value. */
export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** A failure carrying its reason, a key of the catalogue. */
export const failed = <R extends string>(reason: R): { ok: false; reason: R } => ({ ok: false, reason });
