import { useMatches } from "@remix-run/react";
import type { Ability } from "#contracts/abilities.ts";
import { abilities } from "#contracts/abilities.ts";
import * as z from "#contracts/zod.ts";

const OfEvent = z.object({ event: z.object({ id: z.string(), codeName: z.string(), may: z.array(z.enum(abilities)), asksAgreement: z.boolean().default(false), level: z.string().optional() }) });

/** The event whose page is shown, out of that page's own loader; null on pages of the maison. */
export function useEventNav(): { id: string; codeName: string; may: Ability[]; asksAgreement: boolean; level?: string } | null {
  const found = useMatches().map((match) => OfEvent.safeParse(match.data));
  return found.findLast((one) => one.success)?.data?.event ?? null;
}
