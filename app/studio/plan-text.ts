import { EventPlan } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";

/** A plan as a page sends it by itself: its JSON in one field of a form. */
export const PlanText = z
  .string()
  .max(20_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(EventPlan);
