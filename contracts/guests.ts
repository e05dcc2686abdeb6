import { plainLine } from "#contracts/plain.ts";
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

/** Whom a guest brings: one person, by name and address. */
export const CompanionForm = z.object({ name: PersonName, email: Email });
export type CompanionForm = z.infer<typeof CompanionForm>;

/** A letter lost: the address it went to. */
export const LostLink = z.object({ email: Email });

/** What can be put right of a guest on the list. */
export const GuestEdit = z.object({ name: PersonName, language: GuestLanguage, place: z.string().max(60) });
export type GuestEdit = z.infer<typeof GuestEdit>;

/** Why a list leaves the house: a closed list, because the record it stands in can never be changed and so may hold no name. */
export const TakeOutReason = z.enum(["door", "seating", "hospitality", "guestAsked", "law"]);
export type TakeOutReason = z.infer<typeof TakeOutReason>;

/** At most this many pasted lines at once, and so many signs in them. */
export const pastedLinesMax = 3000;
export const pastedLengthMax = 600_000;
/** At most so many bytes of a list that comes as a file. */
export const guestFileMax = 1024 * 1024;
export const PastedGuests = z.object({ lines: z.string().min(1).max(pastedLengthMax), place: z.string().max(60).default("online") });

/** A visitor of an open event gives a name, or none. */
export const PublicJoin = z.object({ name: z.string().overwrite(plainLine).trim().max(60).default("") });
