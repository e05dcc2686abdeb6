/** The signs of every code, without those that look alike (no 0 O 1 I L). */
export const pairingAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/** Nine signs of the alphabet without look-alikes: 44 bits. */
export const codeLength = 9;
/** A code of the door lives this long, in hours, for one success. */
export const codeHours = 24;
/** A code that moves a seat has eight signs and lives this long, in seconds. */
export const moveSeconds = 60;
export const moveLength = 8;

/** A code as somebody types it, any case, with or without spaces and hyphens, written as the house keeps it. */
export const signsOf = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");

/** Whether these signs could be a code of that length. */
export const isCode = (signs: string, length: number): boolean => signs.length === length && [...signs].every((sign) => pairingAlphabet.includes(sign));

/** A code as it is read aloud and written down: in groups of three, or of four. */
export const inGroups = (code: string): string => code.match(code.length % 3 === 0 ? /.{1,3}/g : /.{1,4}/g)?.join(" ") ?? code;

/** The longest text of an agreement, in signs. */
export const agreementMax = 40_000;
