import { Phase } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";

/** Somebody on air, as everyone in the room may know them. `identity` is the random name of their picture in the call. */
export const OnAir = z.object({ identity: z.string(), name: z.string(), isSpeaker: z.boolean(), since: z.string() });
export type OnAir = z.infer<typeof OnAir>;

/** What everyone sees now. While the curtain is down nobody is on air. */
export const StageNow = z.object({ phase: Phase, liveAt: z.string().nullable(), isCurtainDown: z.boolean(), onAir: z.array(OnAir) });
export type StageNow = z.infer<typeof StageNow>;

/** A publisher as the desk sees them: here, ready, held or on air. */
export const Backstage = z.object({
  seatId: z.string(),
  name: z.string(),
  kind: z.enum(["speaker", "staff"]),
  isReady: z.boolean(),
  hasCamera: z.boolean(),
  hasMicrophone: z.boolean(),
  isOnAir: z.boolean(),
  /** Was on air when the curtain fell, and is again when it rises. */
  isUnderCurtain: z.boolean(),
  since: z.string().nullable(),
  expectedAt: z.string().nullable(),
});
export type Backstage = z.infer<typeof Backstage>;

export const Attendance = z.object({
  online: z.number(),
  lobby: z.number(),
  boutiques: z.array(z.object({ id: z.string(), name: z.string(), tablets: z.number() })),
  total: z.number(),
});
export type Attendance = z.infer<typeof Attendance>;

/** What a speaker's own screen follows: the house's word, never its own. */
export const OwnAir = z.object({ isReady: z.boolean(), isOnAir: z.boolean(), since: z.string().nullable() });
export type OwnAir = z.infer<typeof OwnAir>;

/** The curtain: down since, or up since. */
export const CurtainNow = z.object({ isDown: z.boolean(), at: z.string() });
export type CurtainNow = z.infer<typeof CurtainNow>;
