import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { inField, PasskeyUsed } from "#contracts/webauthn.ts";

export { nothing as loader } from "#app/nothing.ts";

const Answer = inField(PasskeyUsed);

/** Signs in whoever's passkey answered what the page asked. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { session, visitor, house } = context;
  const answer = Answer.safeParse((await request.formData()).get("answer"));
  const asking = { sessionId: visitor.sessionId, browserWords: session.browserWords(), address: session.address };
  const signedIn = answer.success ? await house.staff.signInByPasskey(answer.data, asking) : null;
  if (!signedIn?.ok) return redirect("/studio/sign-in?passkey=wrong", 303);
  return redirect("/studio", { status: 303, headers: { "Set-Cookie": session.cookie(signedIn.value.sessionToken) } });
}
