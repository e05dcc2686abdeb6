/** The letters that can be looked at before they are sent. */
export const letterKinds = ["invitation", "speaker", "change", "cancel", "thanks"] as const;
export type LetterKind = (typeof letterKinds)[number];
