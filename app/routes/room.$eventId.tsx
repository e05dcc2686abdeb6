import "#app/style/door.css";
import "#app/style/room.css";
import "#app/style/lobby.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { Shell } from "#app/keys/shell.tsx";
import { Cancelled } from "#app/room/last-word.tsx";
import { Room } from "#app/room/room.tsx";
import { roomNow } from "#app/room/room-now.ts";
import { Thanks } from "#app/room/thanks.tsx";
import { Waiting } from "#app/room/waiting.tsx";
import { Removed } from "#app/ui/removed.tsx";

export const handle = { words: ["room"], light: "down" } satisfies Handle;

/**
 * One address from the first click to the thanks: what it shows is the phase's, and what one may. Where the browser's own
 * key is asked for, a cookie alone opens an empty shell; what belongs into it goes to a signed request (C15).
 */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const look = await context.look(params.eventId);
  if (look?.holder.kind === "guest" && context.house.keys.isAwaited(look)) return { screen: "shell" as const };
  const now = await roomNow(context, params.eventId);
  return now.screen === "removed" ? data(now, { status: 403 }) : now;
}

/** Fills the shell by a request that this browser's key has signed; everything else stays as the house said it. */
export async function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs) {
  const found = await serverLoader<typeof loader>();
  if (found.screen !== "shell") return found;
  const { openByKey } = await import("#app/keys/open-by-key.ts"); // its code comes only where it is needed
  return openByKey<typeof found>("room", params.eventId ?? "");
}
clientLoader.hydrate = true as const;

export const meta: MetaFunction = ({ matches }) => titled(matches, "room", "title");

export default function RoomPage() {
  const now = useLoaderData<typeof loader>();
  switch (now.screen) {
    case "shell":
      return <Shell />;
    case "removed":
      return <Removed />;
    case "cancelled":
      return <Cancelled {...now} />;
    case "waiting":
      return <Waiting {...now} />;
    case "thanks":
      return <Thanks {...now} />;
    case "room":
      return <Room key={now.eventId} {...now} />;
  }
}
