import type { ActionFunctionArgs } from "@remix-run/node";
import { Colours } from "#contracts/maison.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What the house says to colours that are being chosen, and what they would become; nothing is kept. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const asked = Colours.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) return new Response(null, { status: 400 });
  return Response.json(context.house.maison.tryOn(pass, asked.data));
}
