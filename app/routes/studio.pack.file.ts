import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";
import { PackAsk } from "#contracts/pack.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Makes a proof pack and gives it, this once; what it is encrypted by is kept nowhere. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "proof.read", "staff");
  const page = `/studio/events/${pass.eventId}/pack`;
  const form = parseWithZod(await request.formData(), { schema: PackAsk });
  if (form.status !== "success") {
    const wrong = Object.keys(form.error ?? {});
    return goHome(page, wrong.includes("again") ? "packDiffers" : wrong.includes("passphrase") ? "packShort" : "packKey");
  }
  const made = await context.house.pack.make(pass, form.value.by === "key" ? { key: form.value.key } : { passphrase: form.value.passphrase }, context.lang);
  if (!made.ok) return goHome(page, "packKey");
  return new Response(new Uint8Array(made.value.bytes), {
    headers: { "Content-Type": "application/octet-stream", "Content-Disposition": 'attachment; filename="proof-pack.age"' },
  });
}
