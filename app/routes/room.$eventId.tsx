import "#app/style/door.css";
import "#app/style/room.css";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { Cancelled, Removed } from "#app/room/last-word.tsx";
import { Room } from "#app/room/room.tsx";
import { Thanks } from "#app/room/thanks.tsx";
import { Waiting } from "#app/room/waiting.tsx";

export const handle = { words: ["room"], light: "down" } satisfies Handle;

/** One address from the first click to the thanks: what it shows is the phase's, and what one may. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const look = await context.look(params.eventId);
  if (!look) throw context.notFound();
  const { decision, holder } = look;
  if (decision.why === "removed") return data({ screen: "removed" as const }, { status: 403 });
  if (holder.kind === "speaker") return redirect(`/greenroom/${params.eventId}`);
  if (holder.kind === "device") return redirect("/tablet");
  if (holder.kind !== "guest") throw context.notFound();

  const pass = await context.admit(params.eventId, "event.know");
  const [event, me] = await Promise.all([context.house.events.read(pass), context.house.guests.me(pass)]);
  const { startsAt, zone } = event;
  const { phase } = look.standing.event; // what the door went by, though the event may have moved on meanwhile
  const about = { eventName: event.title, name: me?.name ?? null, number: me?.number ?? 0, startsAt, zone, nowAtServer: context.clock.now() };
  if (phase === "cancelled") return { screen: "cancelled" as const, ...about };
  if (phase === "ended") return { screen: "thanks" as const, ...about, history: await felt(context, params.eventId, event.liveAt) };
  if (phase !== "doors" && phase !== "live") return { screen: "waiting" as const, ...about };
  return { screen: "room" as const, eventId: pass.eventId, phase, may: [...pass.may], room: { ...about, ...(await inside(context, params.eventId)) } };
}

/** What the room holds: nothing of it before the house lets somebody watch. */
async function inside(context: AppLoadContext, eventId: string | undefined) {
  const look = await context.look(eventId);
  if (!look?.decision.may.has("stage.watch")) {
    const waits = await context.admit(eventId, "lobby.wait");
    return { stage: await context.house.stage.now(waits), chat: [], history: [] };
  }
  const [watches, reads] = await Promise.all([context.admit(eventId, "stage.watch"), context.admit(eventId, "chat.read")]);
  const { stage, chat, reactions } = context.house;
  const [now, lines, history] = await Promise.all([stage.now(watches), chat.latest(reads), reactions.history(watches, 10)]);
  return { stage: now, chat: lines, history };
}

const minuteMs = 60_000;
const longestMinutes = 24 * 60;

/** The energy from the moment it went live. */
async function felt(context: AppLoadContext, eventId: string | undefined, liveAt: string | null) {
  if (!liveAt) return [];
  const minutes = Math.ceil((context.clock.now() - Date.parse(liveAt)) / minuteMs) + 1;
  return context.house.reactions.history(await context.admit(eventId, "thanks.read"), Math.min(minutes, longestMinutes));
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "room", "title");

export default function RoomPage() {
  const now = useLoaderData<typeof loader>();
  switch (now.screen) {
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
