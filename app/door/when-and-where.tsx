import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader } from "#app/root.tsx";
import { useServerClock } from "#app/ui/server-clock.ts";
import { When, WhenLabel } from "#app/ui/when.tsx";
import type { Phase } from "#contracts/event.ts";

type Props = { startsAt: string; zone: string; phase: Phase; number: number; place: string | null; isSpeaker: boolean };

/** When it begins in the reader's own time, and which place is kept. */
export function WhenAndWhere({ startsAt, zone, phase, number, place, isSpeaker }: Props) {
  const t = useWords("door");
  return (
    <dl className="when">
      <div>
        <dt>
          <WhenLabel zone={zone} />
        </dt>
        <dd className="text-wrap">
          <When at={startsAt} zone={zone} />
        </dd>
        <dd>
          <Doors startsAt={startsAt} phase={phase} />
        </dd>
      </div>
      <div>
        <dt>{t("place.title")}</dt>
        <dd>{isSpeaker ? t("place.greenroom") : t("place.seat", { number: String(number).padStart(4, "0") })}</dd>
        <dd>{t(isSpeaker ? "place.onlyYou" : "place.held")}</dd>
        {place ? <dd>{place}</dd> : null}
      </div>
    </dl>
  );
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
