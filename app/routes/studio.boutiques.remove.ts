import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a boutique off the list; how it was is told, so that it can be put back. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("boutique.edit");
  const removed = await context.house.boutiques.remove(pass, await idAsked({ request, context }, "boutiqueId"));
  if (removed.ok) return answer(request, "/studio/boutiques", { said: "boutiqueRemoved", before: removed.value });
  return answer(request, "/studio/boutiques", { said: removed.reason === "inUse" ? "boutiqueInUse" : "boutiqueGone" });
}
