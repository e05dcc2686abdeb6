import "#app/style/door.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { MoveScreen } from "#app/door/move-screen.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";

export const handle = { words: ["door"] } satisfies Handle;

/** How far this screen has come on its way to a seat that is held elsewhere; asked again every other second. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock || context.house.moves.wayIn(knock.pass) !== "codeOrGuest") throw context.notFound();
  if (knock.state !== "elsewhere" && knock.state !== "here") throw redirect(`/door/${params.token}`);
  const state = await context.house.moves.state(knock.pass, knock, context.visitor.sessionId);
  return { state, door: `/door/${params.token}` };
}

/** A code for this screen, shown this once; a browser the house did not know gets its cookie. */
export async function action({ params, context }: ActionFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock || context.house.moves.wayIn(knock.pass) !== "codeOrGuest") throw context.notFound();
  const { visitor, session } = context;
  const begun = await context.house.moves.start(knock.pass, knock, { sessionId: visitor.sessionId, browserWords: session.browserWords() });
  if (!begun.ok && begun.reason === "notOffered") throw redirect(`/door/${params.token}`);
  if (!begun.ok) return data({ isTooMuch: true as const }, { status: 409 });
  const { sessionToken, ...moving } = begun.value;
  const headers = { "Cache-Control": "no-store", ...(sessionToken ? { "Set-Cookie": session.cookie(sessionToken) } : {}) };
  return data({ isTooMuch: false as const, ...moving }, { headers });
}

/** The same for every link. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "door", "title");

export default function Move() {
  const { state, door } = useLoaderData<typeof loader>();
  return <MoveScreen state={state} door={door} begun={useActionData<typeof action>()} />;
}
