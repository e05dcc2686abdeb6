import type { ActionFunctionArgs } from "@remix-run/node";
import type { PlanSaid } from "#app/studio/plan-said.ts";
import { PlanText } from "#app/studio/plan-text.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Sent = z.object({ version: z.coerce.number().int().min(0), plan: PlanText });

/** Saves a plan as it is written. Where somebody else saved first, theirs is answered, to be put together on the page. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.edit", "staff");
  const sent = Sent.safeParse(Object.fromEntries(await request.formData()));
  if (!sent.success) return new Response(null, { status: 400 });
  const { events } = context.house;
  const saved = await events.edit(pass, sent.data.plan, sent.data.version);
  const answer = (said: PlanSaid) => Response.json(said, { headers: { "Cache-Control": "no-store" } });
  if (saved.ok) return answer({ said: "saved", version: saved.value.version });
  if (saved.reason !== "changedMeanwhile") return answer({ said: "refused", fault: saved.reason });
  const { plan, version, changed } = await events.plan(pass);
  return answer({ said: "changed", plan, version, by: changed?.by ?? null, at: changed?.at ?? null });
}
