import type { AppLoadContext } from "@remix-run/node";

/** The titles of the events that whoever asks may see, for what they are set in. */
export const titlesOf = async ({ house, visitor }: AppLoadContext): Promise<string[]> => (await house.events.listForStaff(visitor)).map(({ title }) => title);
