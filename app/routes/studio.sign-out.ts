import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Signs this browser out: its session ends with everything it held. */
export async function action({ context }: ActionFunctionArgs) {
  context.admitHouse("studio.enter");
  if (context.visitor.sessionId) await context.house.staff.signOut(context.visitor.sessionId);
  return redirect("/studio/sign-in", { status: 303, headers: { "Set-Cookie": context.session.clear() } });
}
