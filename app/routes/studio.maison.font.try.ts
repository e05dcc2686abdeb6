import type { ActionFunctionArgs } from "@remix-run/node";
import { fontSaid } from "#app/studio/font-said.ts";
import { titlesOf } from "#app/studio/font-titles.ts";
import { readUpload } from "#app/studio/upload.ts";
import { fontBytesMax } from "#contracts/maison.ts";

export { nothing as loader } from "#app/nothing.ts";

/** What the house says to a font that is being chosen: why it cannot be worn, or which signs it lacks; nothing is kept. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const upload = await readUpload(request, fontBytesMax);
  if (!upload.ok) return Response.json({ fault: upload.reason === "noFile" ? "noFile" : fontSaid.tooLarge });
  const tried = await context.house.maison.tryFont(pass, upload.value.bytes, await titlesOf(context));
  return Response.json(tried.ok ? { lacking: tried.value.lacking, hasFigures: tried.value.face.hasFigures } : { fault: fontSaid[tried.reason] });
}
