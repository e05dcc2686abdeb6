// Signs that are not seen: those that turn the direction of what follows, that join or part nothing, that fill an empty place.
const unseen = /[\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E001F}]|\u034F|\u17B4|\u17B5|[\u180B-\u180D]|\u180F/gu;
const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** A line of text without what is there to deceive: one Unicode form, no line breaks, no controls, no direction of its own. */
export const plainLine = (text: string): string => text.normalize("NFC").replaceAll(unseen, "").replaceAll(breaks, " ");

/** Whether anything of a text can be seen. */
export const isSeen = (text: string): boolean => /[^\p{C}\p{Z}\p{M}]/u.test(text);
