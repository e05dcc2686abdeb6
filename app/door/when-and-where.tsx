import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader } from "#app/root.tsx";
import { DateBlock } from "#app/ui/date-block.tsx";
import { useServerClock } from "#app/ui/server-clock.ts";
import type { Phase } from "#contracts/event.ts";

type Props = { startsAt: string; zone: string; phase: Phase; number: number; place: string | null; isSpeaker: boolean };

/** When it begins in the reader's own time, and which place is kept. */
export function WhenAndWhere({ startsAt, zone, phase, number, place, isSpeaker }: Props) {
  const t = useWords("door");
  const facts = [
    isSpeaker ? t("place.greenroom") : t("place.seat", { number: String(number).padStart(4, "0") }),
    t(isSpeaker ? "place.onlyYou" : "place.held"),
    ...(place ? [place] : []),
  ];
  return <DateBlock startsAt={startsAt} zone={zone} about={<Doors startsAt={startsAt} phase={phase} />} title={t("place.title")} facts={facts} />;
}

/** Whether the doors are open, and how soon it begins. */
function Doors({ startsAt, phase }: { startsAt: string; phase: Phase }) {
  const t = useWords("door");
  const nowAtServer = useRouteLoaderData<typeof loader>("root")?.nowAtServer ?? Date.parse(startsAt);
  const now = useServerClock(nowAtServer);
  const minutes = Math.ceil((Date.parse(startsAt) - now) / 60_000);
  if (phase === "announced") return <>{t("doors.notYet")}</>;
  if (phase === "live") return <>{t("doors.live")}</>;
  if (phase !== "doors") return <>{t("doors.over")}</>;
  return <>{minutes > 0 && minutes <= 120 ? t("doors.openSoon", { count: minutes }) : t("doors.open")}</>;
}
