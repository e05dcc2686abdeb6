export const chatLengthMax = 500;
/** Lines a seat may post in ten seconds. */
export const chatPerTenSeconds = 5;
