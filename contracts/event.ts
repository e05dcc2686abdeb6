import * as z from "#contracts/zod.ts";

export const levels = ["open", "invited", "confidential", "sealed"] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

export const modes = ["public", "inviteOnly"] as const;
export const Mode = z.enum(modes);
export type Mode = z.infer<typeof Mode>;

export const formats = ["online", "hybrid", "inStore"] as const;
export const Format = z.enum(formats);
export type Format = z.infer<typeof Format>;

export const phases = ["draft", "announced", "doors", "live", "ended", "cancelled", "purged"] as const;
export const Phase = z.enum(phases);
export type Phase = z.infer<typeof Phase>;

/** What a brand may ask for beyond the level's floor; the profile refuses what the level forbids. */
export const Wishes = z.object({
  veil: z.boolean().default(false),
  mark: z.boolean().default(false),
  /** A code by another channel, and an agreement to sign, where the level does not ask for them already. */
  code: z.boolean().default(false),
  agreement: z.boolean().default(false),
  /** Who signs beside the guests. */
  speakersSign: z.boolean().default(true),
  staffSign: z.boolean().default(false),
  /** One browser and one seat for each guest, where the level allows more. */
  oneBrowser: z.boolean().default(false),
  /** Sealed: a software key for guests without a passkey; weaker, and shown as that. */
  softwareKey: z.boolean().default(false),
  namesShown: z.boolean().default(true),
  /** Each guest may bring one person, by name, with an invitation of their own. */
  companions: z.boolean().default(false),
  recording: z.boolean().default(false),
  restream: z.boolean().default(false),
  retentionMonths: z.number().int().min(1).max(120).default(12),
});
export type Wishes = z.infer<typeof Wishes>;

/** A local time as a planner means it, without zone: 2027-03-11T11:30. */
export const LocalTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

const text = (max: number) => z.string().trim().min(1).max(max);

/** The planner's form. `fold` answers the question about a local time that exists twice. */
export const EventPlan = z.object({
  title: text(120),
  codeName: text(60),
  localStart: LocalTime,
  zone: text(60),
  fold: z.enum(["earlier", "later"]).optional(),
  mode: Mode,
  level: Level,
  format: Format,
  place: z.string().trim().max(160).optional(),
  boutiqueIds: z.array(z.string().max(60)).max(200).default([]),
  veil: z.coerce.boolean().default(false),
  mark: z.coerce.boolean().default(false),
  code: z.coerce.boolean().default(false),
  agreement: z.coerce.boolean().default(false),
  speakersSign: z.coerce.boolean().default(false),
  staffSign: z.coerce.boolean().default(false),
  oneBrowser: z.coerce.boolean().default(false),
  softwareKey: z.coerce.boolean().default(false),
  companions: z.coerce.boolean().default(false),
  /** Who hosts, and what a guest may expect; told in the lobby, in the words of the maison. */
  hostedBy: z.string().trim().max(80).optional(),
  welcome: z.string().trim().max(600).optional(),
  recording: z.coerce.boolean().default(false),
  restream: z.coerce.boolean().default(false),
  /** Sealed: the networks tablets may stand in, an address or a range on each line. */
  networks: z.string().trim().max(2000).optional(),
  /** The day on which the event is forgotten; a local date of the event's zone. */
  purgeOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
export type EventPlan = z.infer<typeof EventPlan>;
