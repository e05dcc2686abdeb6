import { useEffect, useState } from "react";
import type { Against } from "#app/studio/plan-tried.ts";
import type { PlanValues } from "#app/studio/plan-values.ts";
import { planIn } from "#app/studio/plan-values.ts";

const checkAfterMs = 350;

/** What the house would say to a plan while it is written; the last it said until it says otherwise. `eventId`: of a plan made before. */
export function usePlanCheck(values: PlanValues, eventId?: string): Against | null {
  const [said, setSaid] = useState<Against | null>(null);
  // Names may still be missing while one plans; they decide nothing here.
  const { plan } = planIn({ ...values, title: values.title || "-", codeName: values.codeName || "-" });
  const asked = plan && new URLSearchParams({ plan: JSON.stringify(plan), ...(eventId ? { eventId } : {}) }).toString();
  useEffect(() => {
    if (!asked) return;
    const ended = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch("/studio/plan-check", { method: "POST", body: new URLSearchParams(asked), signal: ended.signal }).catch(() => null);
      if (answer?.ok && !answer.redirected) setSaid(await answer.json().catch(() => null));
    }, checkAfterMs);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [asked]);
  return said;
}
