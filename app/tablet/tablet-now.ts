import type { AppLoadContext } from "@remix-run/node";
import { pieceNow } from "#app/piece/piece-now.ts";

/**
 * Where a browser stands as a boutique's tablet: without a place; with one whose key has not signed this request; paired
 * but not awake tonight, or not where it should stand; or at its place, with what belongs there.
 */
export async function tabletNow(context: AppLoadContext) {
  const { visitor, house, origin } = context;
  const pairing = visitor.sessionId ? await house.devices.pairingState(visitor.sessionId) : { state: "none" as const };
  const look = pairing.state === "paired" ? await context.look(pairing.eventId) : null;
  if (look?.holder.kind !== "device") return { screen: "unpaired" as const, origin };
  if (house.keys.isAwaited(look)) return { screen: "shell" as const, origin };

  const { deviceId } = look.holder;
  const eventId = look.standing.event.id;
  const pass = await context.admit(eventId, "event.know");
  const me = await house.devices.me(pass);
  const { phase } = look.standing.event;
  if (look.decision.lens === "nothing" && phase !== "ended") return { screen: "notArmed" as const, origin, ...me };

  const event = await house.events.read(pass);
  const isInside = look.decision.may.has("call.join");
  const watches = look.decision.may.has("stage.watch") ? await context.admit(eventId, "stage.watch") : null;
  return {
    screen: "paired" as const,
    ...{ origin, eventId, deviceId, phase, isInside, ...me },
    isKeyed: house.keys.isAsked(pass.event),
    shutsUnheard: pass.event.level === "confidential" || pass.event.level === "sealed",
    may: [...look.decision.may],
    eventName: event.title,
    startsAt: event.startsAt,
    nowAtServer: context.clock.now(),
    stage: watches ? await house.stage.now(watches) : null,
    piece: look.decision.may.has("product.see") ? await pieceNow(context, eventId) : null,
    history: watches ? await house.reactions.history(watches, 10) : [],
  };
}
