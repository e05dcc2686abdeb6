import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { readUpload } from "#app/studio/upload.ts";
import { pictureBytesMax } from "#contracts/product.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Takes the picture of the piece, drawn anew without anything written beside it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const upload = await readUpload(request, pictureBytesMax);
  const kept = upload.ok ? await context.house.files.setPicture(pass, upload.value.bytes) : upload;
  return answer(request, `/studio/events/${pass.eventId}/product`, { said: kept.ok ? "pictureKept" : kept.reason === "noPicture" ? "notAPicture" : kept.reason });
}
