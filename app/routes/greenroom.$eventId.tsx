import "#app/style/greenroom.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { GreenRoom } from "#app/greenroom/green-room.tsx";
import { LastWord } from "#app/greenroom/last-word.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";

export const handle = { words: ["greenroom"], light: "down" } satisfies Handle;

/** The speaker's own place, from the announcement to the thanks; guests are sent to theirs. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const look = await context.look(params.eventId);
  if (!look) throw context.notFound();
  const { decision, holder, standing } = look;
  if (decision.why === "removed") return data({ screen: "removed" as const }, { status: 403 });
  if (holder.kind === "guest") return redirect(`/room/${params.eventId}`);
  if (holder.kind !== "speaker") throw context.notFound();

  const pass = await context.admit(params.eventId, "event.know");
  const [event, me] = await Promise.all([context.house.events.read(pass), context.house.guests.me(pass)]);
  const { phase } = standing.event;
  const about = {
    eventName: event.title,
    name: me?.name ?? "",
    expectedAt: me?.expectedAt ?? event.startsAt,
    zone: event.zone,
    nowAtServer: context.clock.now(),
  };
  if (phase === "cancelled") return { screen: "cancelled" as const, ...about };
  if (phase === "ended") return { screen: "thanks" as const, ...about };
  if (!decision.may.has("stage.prepare")) return { screen: "early" as const, ...about };
  const stage = await context.house.stage.now(await context.admit(params.eventId, "stage.prepare"));
  return { screen: "greenroom" as const, eventId: pass.eventId, phase, may: [...pass.may], stage, ...about };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "greenroom", "title");

export default function GreenRoomPage() {
  const now = useLoaderData<typeof loader>();
  return now.screen === "greenroom" ? <GreenRoom key={now.eventId} {...now} /> : <LastWord {...now} />;
}
