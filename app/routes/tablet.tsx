import "#app/style/tablet.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { Kiosk } from "#app/tablet/kiosk.tsx";
import { Paired } from "#app/tablet/paired.tsx";
import { Unpaired } from "#app/tablet/unpaired.tsx";

export const handle = { words: ["tablet"], light: "down" } satisfies Handle;

/** A boutique's tablet: its place at the event it was paired to, or nothing but a way to be paired. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { visitor, house, origin } = context;
  const pairing = visitor.sessionId ? await house.devices.pairingState(visitor.sessionId) : { state: "none" as const };
  const look = pairing.state === "paired" ? await context.look(pairing.eventId) : null;
  if (look?.holder.kind !== "device") return { screen: "unpaired" as const, origin };

  const { boutiqueId, deviceId } = look.holder;
  const eventId = look.standing.event.id;
  const pass = await context.admit(eventId, "event.know");
  const [event, boutiques] = await Promise.all([house.events.read(pass), house.boutiques.ofEvent(pass)]);
  const { phase } = look.standing.event;
  const isInside = look.decision.may.has("call.join");
  const watches = look.decision.may.has("stage.watch") ? await context.admit(eventId, "stage.watch") : null;
  return {
    screen: "paired" as const,
    ...{ origin, eventId, deviceId, phase, isInside },
    may: [...look.decision.may],
    eventName: event.title,
    boutique: boutiques.find(({ id }) => id === boutiqueId)?.name ?? "",
    startsAt: event.startsAt,
    nowAtServer: context.clock.now(),
    stage: watches ? await house.stage.now(watches) : null,
    history: watches ? await house.reactions.history(watches, 10) : [],
  };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "tablet", "title");

export default function Tablet() {
  const now = useLoaderData<typeof loader>();
  const [had, setHad] = useState<string | null>(null);
  const [lost, setLost] = useState<string | null>(null);
  const place = now.screen === "paired" && now.deviceId !== lost ? now : null;
  useEffect(() => {
    if (place) setHad(place.deviceId);
  }, [place]);
  const why = had === null ? null : had === lost ? "keyLost" : "takenBack";
  return <Kiosk>{place ? <Paired key={place.deviceId} now={place} onKeyLost={setLost} /> : <Unpaired origin={now.origin} why={why} />}</Kiosk>;
}
