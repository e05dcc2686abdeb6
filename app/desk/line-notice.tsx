import { WarningIcon } from "@phosphor-icons/react/dist/csr/Warning";
import { useEffect, useRef, useState } from "react";
import { useNow } from "#app/desk/now.ts";
import { Since } from "#app/desk/since.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** Says that the desk is not in command: while the line is lost, or for good. What stands below is the last that was heard. */
export function LineNotice() {
  const t = useWords("desk");
  const { state, attempts, ended } = useLive();
  const now = useRef(0);
  now.current = useNow();
  const [lostAt, setLostAt] = useState<string | null>(null);
  useEffect(() => {
    if (state === "open") setLostAt(null);
    else if (state === "lost") setLostAt((was) => was ?? new Date(now.current).toISOString());
  }, [state]);
  const reload = () => location.reload();
  if (ended)
    return (
      <Notice tone="stop" icon={WarningIcon} title={t(`over.${ended}.title`)} live="assertive" className="line">
        <p>{t(`over.${ended}.text`)}</p>
        <p className="flex gap-2 mt-2">
          <Button size="work" onClick={reload}>
            {t("over.again")}
          </Button>
          <ButtonLink size="work" kind="plain" to="/studio">
            {t("over.studio")}
          </ButtonLink>
        </p>
      </Notice>
    );
  if (state === "refused")
    return (
      <Notice tone="stop" icon={WarningIcon} title={t("notInCommand.refused")} live="assertive" className="line">
        <p>{t("notInCommand.refusedText")}</p>
        <Button size="work" className="mt-2" onClick={reload}>
          {t("over.again")}
        </Button>
      </Notice>
    );
  if (state !== "lost") return null;
  return (
    <Notice tone="stop" icon={WarningIcon} title={t("notInCommand.title")} live="assertive" className="line">
      {attempts > 1 ? t("notInCommand.again", { count: attempts }) : t("notInCommand.text")}{" "}
      {lostAt ? (
        <span aria-hidden="true">
          {t("notInCommand.age")} <Since at={lostAt} />
        </span>
      ) : null}
    </Notice>
  );
}
