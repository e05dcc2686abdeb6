import type { ActionFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import type { Said } from "#app/studio/said.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { inField, PasskeyMade } from "#contracts/webauthn.ts";

export { nothing as loader } from "#app/nothing.ts";

const Answer = inField(PasskeyMade);

/** Keeps the passkey this browser made. With the first proof ten recovery codes are told, this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  const answer = Answer.safeParse((await request.formData()).get("answer"));
  const { session, visitor, house } = context;
  const kept = answer.success ? await house.staff.addPasskey(visitor, answer.data, session.browserWords()) : null;
  if (kept && !kept.ok && kept.reason === "stepUp") stepUpFirst("/studio/me");
  if (!kept?.ok) {
    const said: Said = kept?.reason === "signInAnew" ? "signInAnew" : "passkeyWrong";
    return data({ said, codes: null }, { status: 409 });
  }
  const said: Said = "passkeyKept";
  return data({ said, codes: kept.value.codes }, { headers: { "Set-Cookie": session.cookie(kept.value.sessionToken), "Cache-Control": "no-store" } });
}
