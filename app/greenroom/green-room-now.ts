import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";

/** What a speaker's own place shows now, from the announcement to the thanks; guests are sent to theirs, others find nothing. */
export async function greenRoomNow(context: AppLoadContext, eventId: string | undefined) {
  const look = await context.look(eventId);
  if (!look) throw context.notFound();
  const { decision, holder, standing } = look;
  if (decision.why === "removed") return { screen: "removed" as const };
  if (holder.kind === "guest") throw redirect(`/room/${eventId}`);
  if (holder.kind !== "speaker") throw context.notFound();
  if (decision.why === "stepsLeft") throw redirect(`/entry/${eventId}`);
  if (decision.lens === "nothing") throw Response.json({ why: decision.why }, { status: 403 }); // never came further than the door

  const pass = await context.admit(eventId, "event.know");
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
  const stage = await context.house.stage.now(await context.admit(eventId, "stage.prepare"));
  const isKeyed = context.house.keys.isAsked(pass.event);
  const mayMove = context.house.moves.isOffered(pass);
  return { screen: "greenroom" as const, eventId: pass.eventId, isKeyed, mayMove, phase, may: [...pass.may], stage, ...about };
}
