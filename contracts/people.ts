import * as z from "#contracts/zod.ts";

/** At most so many names of a place are told; the others are counted. */
export const namesMost = 120;

/** One place of the room: a boutique's city, or null for those who are online; names as the level lets guests name each other. */
const PlaceHere = z.object({ city: z.string().nullable(), people: z.number(), tablets: z.number(), names: z.array(z.string()) });
export type PlaceHere = z.infer<typeof PlaceHere>;

/** Who shares the room now, by place. */
export const PeopleHere = z.object({ places: z.array(PlaceHere) });
export type PeopleHere = z.infer<typeof PeopleHere>;
