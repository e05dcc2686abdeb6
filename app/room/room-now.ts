import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import type { BeforeNow } from "#app/lobby/before.tsx";
import type { Level } from "#contracts/event.ts";
import { pieceNow } from "#app/piece/piece-now.ts";

/**
 * What somebody's room shows now, by the phase and by what they may. Throws the one not found, or the way to where they
 * belong: the speaker's own place, the tablet's, or the steps at the door that are left.
 */
export async function roomNow(context: AppLoadContext, eventId: string | undefined) {
  const look = await context.look(eventId);
  if (!look) throw context.notFound();
  const { decision, holder } = look;
  if (decision.why === "removed") return { screen: "removed" as const };
  if (holder.kind === "speaker") throw redirect(`/greenroom/${eventId}`);
  if (holder.kind === "device") throw redirect("/tablet");
  if (holder.kind !== "guest") throw context.notFound();
  if (decision.why === "stepsLeft") throw redirect(`/entry/${eventId}`);
  if (decision.lens === "nothing") throw Response.json({ why: decision.why }, { status: 403 }); // never came further than the door

  const pass = await context.admit(eventId, "event.know");
  const [event, me] = await Promise.all([context.house.events.read(pass), context.house.guests.me(pass)]);
  const { startsAt, zone } = event;
  const { phase } = look.standing.event; // what the door went by, though the event may have moved on meanwhile
  const about = { eventName: event.title, name: me?.name ?? null, number: me?.number ?? 0, startsAt, zone, nowAtServer: context.clock.now() };
  if (phase === "cancelled") return { screen: "cancelled" as const, ...about };
  const isKeyed = context.house.keys.isAsked(pass.event);
  const before: BeforeNow = {
    ...{ eventId: pass.eventId, hosting: event.hosting },
    bringing: look.decision.may.has("companion.bring") ? await context.house.guests.bringing(await context.admit(eventId, "companion.bring")) : null,
    calendar: isKeyed ? null : `/entry/${pass.eventId}/calendar`, // a plain link carries no signature
  };
  if (phase === "ended")
    return { screen: "thanks" as const, ...about, eventId: pass.eventId, isKeyed, piece: await pieceNow(context, eventId), history: await felt(context, eventId, event.liveAt) };
  const mayMove = context.house.moves.isOffered(pass);
  if (phase !== "doors" && phase !== "live") return { screen: "waiting" as const, ...about, before, move: mayMove ? `/entry/${pass.eventId}/move` : null };
  return { screen: "room" as const, eventId: pass.eventId, isKeyed, mayMove, phase, may: [...pass.may], room: { ...about, before, shutsUnheard: shutsUnheard(pass.event.level), isMarked: context.house.mark.isOn(pass), piece: await pieceNow(context, eventId), ...(await inside(context, eventId)) } };
}

const shutsUnheard = (level: Level): boolean => level === "confidential" || level === "sealed";

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
