import type { ActionFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

export { nothing as loader } from "#app/nothing.ts";

const Wish = z.object({ fileId: z.string().max(60), isVeiled: z.enum(["yes", "no"]) });

/** Veils a file until the reveal, or shows it before. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const wish = Wish.safeParse(Object.fromEntries(await request.formData()));
  if (!wish.success) throw context.notFound();
  const isVeiled = wish.data.isVeiled === "yes";
  const veiled = await context.house.files.veil(pass, wish.data.fileId, isVeiled);
  return answer(request, `/studio/events/${pass.eventId}/product`, { said: !veiled.ok ? "gone" : isVeiled ? "fileVeiled" : "fileUnveiled" });
}
