/** Nine signs of the alphabet without look-alikes: 44 bits. */
export const codeLength = 9;
/** A code of the door lives this long, in hours, for one success. */
export const codeHours = 24;
/** A code that moves a seat has eight signs and lives this long, in seconds. */
export const moveSeconds = 60;
export const moveLength = 8;

/** A code as it is read aloud and written down: in groups of three, or of four. */
export const inGroups = (code: string): string => code.match(code.length % 3 === 0 ? /.{1,3}/g : /.{1,4}/g)?.join(" ") ?? code;

/** The longest text of an agreement, in signs. */
export const agreementMax = 40_000;
