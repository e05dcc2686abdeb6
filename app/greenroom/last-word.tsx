import { useWords } from "#app/i18n/use-words.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { Blank } from "#app/ui/blank.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { When } from "#app/ui/when.tsx";

const lookEveryMs = 5000;

type Props =
  | { screen: "removed" }
  | { screen: "early" | "thanks" | "cancelled"; name: string; eventName: string; expectedAt: string; zone: string; nowAtServer: number };

/** What a speaker reads when there is no green room: before the doors, after the end, or never again. */
export function LastWord(props: Props) {
  const t = useWords("greenroom");
  useLookAgain(props.screen === "early" ? lookEveryMs : null); // no seat yet, so nobody tells it when the doors open
  if (props.screen === "removed") return <Blank title={t("removed.title")}>{t("removed.text")}</Blank>;
  const { screen, name, eventName, expectedAt, zone, nowAtServer } = props;
  if (screen !== "early") return <Blank title={t(`${screen}.title`, { name })}>{t(`${screen}.text`, { event: eventName })}</Blank>;
  return (
    <Blank
      title={t("early.title", { name })}
      act={
        <div className="early">
          <Countdown at={expectedAt} nowAtServer={nowAtServer} label={t("cue.expected")} zeroWord={t("cue.now")} />
          <p>
            {t("early.expected")} <When at={expectedAt} zone={zone} withCity />
          </p>
        </div>
      }
    >
      {t("early.text", { event: eventName })}
    </Blank>
  );
}
