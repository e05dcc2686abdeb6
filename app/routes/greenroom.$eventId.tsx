import "#app/style/greenroom.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { GreenRoom } from "#app/greenroom/green-room.tsx";
import { greenRoomNow } from "#app/greenroom/green-room-now.ts";
import { LastWord } from "#app/greenroom/last-word.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { openByKey } from "#app/keys/open-by-key.ts";
import { Shell } from "#app/keys/shell.tsx";

export const handle = { words: ["greenroom"], light: "down" } satisfies Handle;

/** The speaker's own place; where the browser's own key is asked for, a cookie alone opens an empty shell (C15). */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const look = await context.look(params.eventId);
  if (look?.holder.kind === "speaker" && context.house.keys.isAwaited(look)) return { screen: "shell" as const };
  const now = await greenRoomNow(context, params.eventId);
  return now.screen === "removed" ? data(now, { status: 403 }) : now;
}

/** Fills the shell by a request that this browser's key has signed. */
export async function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs) {
  const found = await serverLoader<typeof loader>();
  return found.screen === "shell" ? openByKey<typeof found>("greenroom", params.eventId ?? "") : found;
}
clientLoader.hydrate = true as const;

export const meta: MetaFunction = ({ matches }) => titled(matches, "greenroom", "title");

export default function GreenRoomPage() {
  const now = useLoaderData<typeof loader>();
  if (now.screen === "shell") return <Shell />;
  return now.screen === "greenroom" ? <GreenRoom key={now.eventId} {...now} /> : <LastWord {...now} />;
}
