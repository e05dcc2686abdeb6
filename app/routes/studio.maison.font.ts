import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { fontSaid } from "#app/studio/font-said.ts";
import { readUpload } from "#app/studio/upload.ts";
import { fontBytesMax, setNameMax } from "#contracts/maison.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const SetName = z.string().max(setNameMax).optional().catch(undefined);

/** Keeps a font of the maison's own, once it is said that it may be used, and wears it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const upload = await readUpload(request, fontBytesMax, setNameMax);
  if (!upload.ok) return answer(request, "/studio/maison", { said: upload.reason === "noFile" ? "noFile" : fontSaid.tooLarge });
  const { fields, bytes } = upload.value;
  const kept = await context.house.maison.keepFont(pass, { bytes, isLicensed: fields.get("licence") === "on", setName: SetName.parse(fields.get("setName") ?? undefined) });
  return answer(request, "/studio/maison", { said: kept.ok ? "fontKept" : fontSaid[kept.reason] });
}
