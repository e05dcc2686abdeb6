/** The four signs of a room; apart from their schema, so that a guest's page need not carry one. */
export const reactions = ["bravo", "love", "wonder", "rose"] as const;

/** Taps a seat may send in a second; more are dropped without a word. */
export const reactionsPerSecond = 6;
