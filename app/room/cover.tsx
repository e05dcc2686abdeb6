import { useWords } from "#app/i18n/use-words.ts";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";

/** Why the cloth hangs: before it begins, or because no picture comes. */
export type Covered = "curtain" | "lobby" | "connecting" | "dark" | "still" | "none";
type Props = { why: Covered | null; startsAt: string; nowAtServer: number; seat: string };

/**
 * The cloth before the stage, with its reason in words; it falls at once and opens slowly. A hair from opaque, so that
 * the browser goes on presenting the frames behind it.
 */
export function Cover({ why, startsAt, nowAtServer, seat }: Props) {
  return (
    <div className="waiting transition-opacity duration-[700ms] opacity-[.999] data-open:pointer-events-none data-open:opacity-0 not-data-open:duration-0" data-open={why === null || undefined}>
      <Cloth slit={why === "lobby" || why === null} />
      {why === "lobby" ? <Lobby startsAt={startsAt} nowAtServer={nowAtServer} seat={seat} /> : why ? <Still why={why} /> : null}
    </div>
  );
}

function Lobby({ startsAt, nowAtServer, seat }: Omit<Props, "why">) {
  const t = useWords("room");
  return (
    <>
      <div className="waiting__t">
        <h1>{t("stage.beginIn")}</h1>
        <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("stage.beginIn")} zeroWord={t("stage.now")} />
      </div>
      <p className="waiting__n text-balance">{t("stage.welcome", { number: seat })}</p>
    </>
  );
}

const texts = { curtain: "stage.curtainText", dark: "stage.darkText", still: "stage.stillText", none: "stage.noneText" } as const;

function Still({ why }: { why: Exclude<Covered, "lobby"> }) {
  const t = useWords("room");
  return (
    <div className="absolute inset-0 grid place-content-center justify-items-center gap-2 bg-[rgb(5_7_10/.4)] p-4 text-center" role="status">
      <p className="type-heading">{t(`stage.${why}`)}</p>
      {why === "connecting" ? null : <p className="text-[#E4DDD0]">{t(texts[why])}</p>}
    </div>
  );
}
