import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { idAsked } from "#app/studio/asked.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Puts a boutique back on the list. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("boutique.edit");
  const isBack = await context.house.boutiques.putBack(pass, await idAsked({ request, context }, "boutiqueId"));
  return answer(request, "/studio/boutiques", { said: isBack ? "boutiqueBack" : "boutiqueGone" });
}
