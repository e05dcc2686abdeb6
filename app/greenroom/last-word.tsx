import { useWords } from "#app/i18n/use-words.ts";
import { Blank } from "#app/ui/blank.tsx";
import { When } from "#app/ui/when.tsx";

type Props =
  | { screen: "removed" }
  | { screen: "early" | "thanks" | "cancelled"; name: string; eventName: string; expectedAt: string; zone: string };

/** What a speaker reads when there is no green room: before the doors, after the end, or never again. */
export function LastWord(props: Props) {
  const t = useWords("greenroom");
  if (props.screen === "removed") return <Blank title={t("removed.title")}>{t("removed.text")}</Blank>;
  const { screen, name, eventName, expectedAt, zone } = props;
  return (
    <Blank title={t(`${screen}.title`, { name })}>
      <p>{t(`${screen}.text`, { event: eventName })}</p>
      {screen === "early" ? (
        <p>
          {t("early.expected")} <When at={expectedAt} zone={zone} withCity />
        </p>
      ) : null}
    </Blank>
  );
}
