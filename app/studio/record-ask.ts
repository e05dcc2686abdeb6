import * as z from "#contracts/zod.ts";
import type { RecordAsk } from "#server/audit/record.ts";

const Ask = z.object({
  before: z.coerce.number().int().min(1).optional().catch(undefined),
  act: z.string().max(60).optional().catch(undefined),
});

/** Which entries an address asks for; whatever it does not say well is left out. */
export function recordAsk(request: Request): RecordAsk {
  const search = new URL(request.url).searchParams;
  const { before, act } = Ask.parse({ before: search.get("before") || undefined, act: search.get("act") || undefined });
  return { ...(before ? { before } : {}), ...(act ? { act } : {}) };
}
