import { Email, PersonName } from "#contracts/staff.ts";
import * as z from "#contracts/zod.ts";

export const GuestKind = z.enum(["guest", "speaker"]);
export type GuestKind = z.infer<typeof GuestKind>;
export const GuestLanguage = z.enum(["en", "it", "fr", "de"]);

/** One guest as typed or pasted. `place` is "online" or a boutique's id. */
export const GuestForm = z.object({
  name: PersonName,
  email: Email,
  kind: GuestKind.default("guest"),
  language: GuestLanguage.default("en"),
  place: z.string().max(60).default("online"),
  expectedAt: z.string().max(40).optional(),
});
export type GuestForm = z.infer<typeof GuestForm>;

/** At most this many pasted lines at once. */
export const pastedLinesMax = 2000;
export const PastedGuests = z.object({ lines: z.string().min(1).max(400_000), place: z.string().max(60).default("online") });

/** A visitor of an open event gives a name, or none. */
export const PublicJoin = z.object({ name: z.string().trim().max(60).default("") });
