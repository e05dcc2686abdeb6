import { useContext } from "react";
import { Nonce } from "#app/nonce.ts";
import type { Format } from "#contracts/event.ts";

interface Told {
  title: string;
  maison: string;
  startsAt: string;
  place: string | null;
  format: Format;
  url: string;
  picture: string;
  about: string;
}

const attendance = { online: "Online", hybrid: "Mixed", inStore: "Offline" } as const satisfies Record<Format, string>;

function eventOf({ title, maison, startsAt, place, format, url, picture, about }: Told) {
  const online = format === "inStore" ? [] : [{ "@type": "VirtualLocation", url }];
  const there = place && format !== "online" ? [{ "@type": "Place", name: place, address: place }] : [];
  return {
    "@context": "https://schema.org",
    "@type": "Event",
    ...{ name: title, startDate: startsAt, url, image: [picture], description: about },
    eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: `https://schema.org/${attendance[format]}EventAttendanceMode`,
    location: [...online, ...there],
    organizer: { "@type": "Organization", name: maison, url: new URL("/", url).href },
    isAccessibleForFree: true,
  };
}

/** What machines read of an open event: schema.org's Event. Written as data, so that nothing in a title becomes markup. */
export function Structured(told: Told) {
  const nonce = useContext(Nonce);
  const words = JSON.stringify(eventOf(told)).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: words }} />;
}
