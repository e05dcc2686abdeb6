import type { ActionFunctionArgs } from "@remix-run/node";
import { against, readPlan } from "#app/studio/plan-tried.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const EventId = z.string().min(1).max(60);

/** What would stand against a plan, saved or not; nothing stands against one that is not written to its end. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const fields = await request.formData();
  // Names may still be missing while one plans; they decide nothing here.
  for (const name of ["title", "codeName"]) if (!fields.get(name)) fields.set(name, "-");
  const eventId = EventId.safeParse(fields.get("eventId")).data;
  const form = readPlan(fields);
  return form.status === "success" ? await against(context, form.value, eventId) : { faults: [], offers: [], isTwice: false };
}
