import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes the maison's own font off; the house's face stands again. */
export async function action({ request, context }: ActionFunctionArgs) {
  await context.house.maison.takeFontOff(context.admitHouse("settings.edit"));
  return answer(request, "/studio/maison", { said: "fontOff" });
}
