import { useWords } from "#app/i18n/use-words.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import type { BeforeNow } from "#app/lobby/before.tsx";
import { BeforeLater } from "#app/lobby/before-later.tsx";
import { firstName, seatNumber } from "#app/room/seat-number.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { DateBlock } from "#app/ui/date-block.tsx";
import { Paper } from "#app/ui/paper.tsx";

const lookEveryMs = 30_000;

type Props = { eventName: string; name: string | null; number: number; startsAt: string; zone: string; nowAtServer: number; before: BeforeNow; move: string | null };

/** In, but too early: when it is, and a page that opens by itself when the doors do. */
export function Waiting({ eventName, name, number, startsAt, zone, nowAtServer, before, move }: Props) {
  const t = useWords("room");
  useLookAgain(lookEveryMs);
  const first = firstName(name);
  return (
    <Paper>
      <h1>{first ? t("waiting.title", { name: first }) : t("waiting.titleNobody")}</h1>
      <p className="lede">{t("waiting.text", { event: eventName })}</p>
      <DateBlock startsAt={startsAt} zone={zone} title={t("waiting.seat")} facts={[t("seat", { number: seatNumber(number) })]} />
      <div className="mt-6">
        <p className="small soft">{t("waiting.countdown")}</p>
        <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("waiting.countdown")} className="type-title" />
      </div>
      <BeforeLater {...before} />
      {move ? (
        <p className="mt-6">
          <ButtonLink kind="plain" to={move}>
            {t("tools.move")}
          </ButtonLink>
        </p>
      ) : null}
    </Paper>
  );
}
