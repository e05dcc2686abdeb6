import type { ActionFunctionArgs } from "@remix-run/node";
import { PlanText } from "#app/studio/plan-text.ts";
import { against } from "#app/studio/plan-tried.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Asked = z.object({ plan: PlanText, eventId: z.string().min(1).max(60).optional() });

/** What would stand against a plan, saved or not; nothing stands against one that is not written to its end. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const asked = Asked.safeParse(Object.fromEntries(await request.formData()));
  return Response.json(asked.success ? await against(context, asked.data.plan, asked.data.eventId) : { faults: [], offers: [], isTwice: false });
}
