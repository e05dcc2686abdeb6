import { Format, Level } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";

export const consentKinds = ["sealedOnline", "levelLowered", "purge"] as const;
export const ConsentKind = z.enum(consentKinds);
export type ConsentKind = z.infer<typeof ConsentKind>;

/** Why an owner wants something that takes two; the other one reads it. */
export const Reason = z.string().trim().min(10).max(600);

/** What one owner asks another to agree to: a sealed event outside of the boutiques, a lower level, a purge. */
export const Asking = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sealedOnline"), wish: Format.exclude(["inStore"]), reason: Reason }),
  z.object({ kind: z.literal("levelLowered"), wish: Level.exclude(["sealed"]), reason: Reason }),
  z.object({ kind: z.literal("purge"), wish: z.undefined().optional(), reason: Reason }),
]);
export type Asking = z.infer<typeof Asking>;
