import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const FileId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes the picture or a file away, its bytes too. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const fileId = FileId.safeParse((await request.formData()).get("fileId"));
  if (!fileId.success) throw context.notFound();
  const removed = await context.house.files.remove(pass, fileId.data);
  return answer(request, `/studio/events/${pass.eventId}/product`, { said: removed.ok ? "fileRemoved" : "gone" });
}
