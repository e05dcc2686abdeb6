import { useWords } from "#app/i18n/use-words.ts";
import { Countdown } from "#app/ui/countdown.tsx";
import { When } from "#app/ui/when.tsx";
import type { OwnAir } from "#contracts/stage.ts";

interface Props {
  air: OwnAir;
  expectedAt: string;
  zone: string;
  nowAtServer: number;
  hasCamera: boolean;
}

/** The lamp. It follows the house's word: hollow, stand by, on air. */
export function Cue({ air, expectedAt, zone, nowAtServer, hasCamera }: Props) {
  const t = useWords("greenroom");
  const lamp = air.isOnAir ? "air" : air.isReady ? "ready" : "wait";
  return (
    <section className="cue" data-lamp={lamp} aria-label={t("cue.title")}>
      <div className="lamp" role="status" aria-live="assertive">
        <b>{t(`cue.${lamp}`)}</b>
      </div>
      {air.isOnAir ? (
        <h1>{t("cue.live")}</h1>
      ) : (
        <>
          <h1>{t(air.isReady ? "cue.standing" : hasCamera ? "cue.expected" : "cue.first")}</h1>
          <Countdown at={expectedAt} nowAtServer={nowAtServer} label={t("cue.expected")} zeroWord={t("cue.now")} />
          <p>
            <When at={expectedAt} zone={zone} shape="time" withCity />
          </p>
        </>
      )}
    </section>
  );
}
