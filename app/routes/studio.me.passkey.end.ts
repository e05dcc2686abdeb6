import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import * as z from "#contracts/zod.ts";

const PasskeyId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Ends one of one's own passkeys, after proving oneself again. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const passkeyId = PasskeyId.safeParse((await request.formData()).get("passkeyId"));
  if (!passkeyId.success) throw context.notFound();
  const ended = await context.house.staff.endPasskey(context.visitor, passkeyId.data);
  if (!ended.ok && ended.reason === "stepUp") stepUpFirst("/studio/me");
  if (!ended.ok) throw context.notFound();
  return answer(request, "/studio/me", { said: "proofEnded" });
}
