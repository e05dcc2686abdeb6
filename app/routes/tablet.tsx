import "#app/style/tablet.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { isRouteErrorResponse, useLoaderData } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { tabletFetch } from "#app/keys/signed-fetch.ts";
import { Kiosk } from "#app/tablet/kiosk.tsx";
import { NotArmed, Opening } from "#app/tablet/not-armed.tsx";
import { Paired } from "#app/tablet/paired.tsx";
import { tabletNow } from "#app/tablet/tablet-now.ts";
import { Unpaired } from "#app/tablet/unpaired.tsx";

export const handle = { words: ["tablet"], light: "down" } satisfies Handle;

/** A boutique's tablet: its place at the event it was paired to, or nothing but a way to be paired. */
export const loader = ({ context }: LoaderFunctionArgs) => tabletNow(context);

/** What the house last said to this tab; on the house's side it stays empty. */
let lastSaid: Awaited<ReturnType<typeof loader>> | null = null;

/**
 * Asks the house, with the tablet's own signature where a cookie alone opens an empty shell. When the house cannot be
 * reached the screen stays as it was, for nobody stands by to load it again.
 */
export async function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  try {
    const found = await serverLoader<typeof loader>();
    if (found.screen !== "shell") return found;
    const answer = await tabletFetch("/tablet/open", { method: "POST" });
    return answer.ok ? ((await answer.json()) as typeof found) : found;
  } catch (fault) {
    if (isRouteErrorResponse(fault) && fault.status < 500) return { screen: "unpaired" as const, origin: location.origin }; // it answered: there is no place here
    if (!lastSaid) throw fault;
    return lastSaid;
  }
}
clientLoader.hydrate = true as const;

export const meta: MetaFunction = ({ matches }) => titled(matches, "tablet", "title");

export default function Tablet() {
  const now = useLoaderData<typeof loader>();
  useEffect(() => {
    lastSaid = now;
  }, [now]);
  const [had, setHad] = useState<string | null>(null);
  const [lost, setLost] = useState<string | null>(null);
  const place = now.screen === "paired" && now.deviceId !== lost ? now : null;
  useEffect(() => {
    if (place) setHad(place.deviceId);
  }, [place]);
  if (now.screen === "notArmed") return <Kiosk><NotArmed {...now} /></Kiosk>;
  if (now.screen === "shell" && lost !== "shell") return <Kiosk><Opening onKeyLost={setLost} /></Kiosk>;
  const why = lost === "shell" ? "keyLost" : had === null ? null : had === lost ? "keyLost" : "takenBack";
  return <Kiosk>{place ? <Paired key={place.deviceId} now={place} onKeyLost={setLost} /> : <Unpaired origin={now.origin} why={why} />}</Kiosk>;
}
