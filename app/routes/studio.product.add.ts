import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { readUpload } from "#app/studio/upload.ts";
import { FileName, fileBytesMax } from "#contracts/product.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes a file for the guests: PDF, JPEG or PNG. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const goal = `/studio/events/${pass.eventId}/product`;
  const upload = await readUpload(request, fileBytesMax);
  if (!upload.ok) return answer(request, goal, { said: upload.reason });
  const { fields, bytes, name } = upload.value;
  const wished = FileName.safeParse(fields.get("name"));
  const added = await context.house.files.add(pass, {
    name: wished.success ? wished.data : name,
    isVeiled: fields.get("isVeiled") === "on",
    bytes,
  });
  return answer(request, goal, { said: added.ok ? "fileAdded" : added.reason === "tooMany" ? "fileTooMany" : added.reason });
}
