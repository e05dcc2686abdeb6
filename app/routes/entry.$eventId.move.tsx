import "#app/style/door.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MoveAway, MovedAway } from "#app/door/move-away.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { MoveCode } from "#contracts/door.ts";

export const handle = { words: ["door"] } satisfies Handle;

/** The seated browser's side of a move: the code another screen shows, then its two words to compare. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  // Whoever has just moved is nobody here any more; the word for them is the same for everybody and every event.
  if (new URL(request.url).searchParams.has("moved")) return { isMoved: true as const };
  const pass = await context.admit(params.eventId, "event.know");
  if (!context.house.moves.isOffered(pass)) throw context.notFound();
  const typed = new URL(request.url).searchParams.get("code");
  const code = MoveCode.safeParse(typed ?? "").data ?? null;
  const seen = code ? await context.house.moves.look(pass, code) : null;
  const back = `/${pass.holder.kind === "speaker" ? "greenroom" : "room"}/${pass.eventId}`;
  const isTooMuch = seen?.ok === false && seen.reason === "tooMany";
  return { isMoved: false as const, typed: typed?.slice(0, 60) ?? null, seen: seen?.ok ? { code, ...seen.value } : null, isTooMuch, back };
}

/** Hands the place over: the other screen is bound, and this browser has none any more. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.know");
  if (!context.house.moves.isOffered(pass)) throw context.notFound();
  const code = MoveCode.safeParse((await request.formData()).get("code")).data;
  const moved = code ? await context.house.moves.move(pass, code) : null;
  return redirect(`/entry/${pass.eventId}/move?${moved?.ok ? "moved=yes" : "code=again"}`, 303);
}

/** The same for every event. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "door", "title");

export default function MoveFromHere() {
  const now = useLoaderData<typeof loader>();
  return now.isMoved ? <MovedAway /> : <MoveAway {...now} />;
}
