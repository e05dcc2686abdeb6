import { useCallback, useState } from "react";
import type { FormEvent } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useCommand } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { CodeField } from "#app/ui/code-field.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { SameWords } from "#app/ui/same-words.tsx";
import { isCode, moveLength, signsOf } from "#contracts/codes.ts";

type Seen = { code: string; words: readonly [string, string]; browser: string };
/** Their link was opened somewhere else; `isMove`: that screen asks for the seat. */
export type Knocked = { browser: string; isMove: boolean };

interface Props {
  mayMove: boolean;
  knocked: Knocked | null;
  onClose: () => void;
}

/** Where a seat is handed to another screen of the same guest: its code, the two words to compare, and the warning. */
export function MoveDialog({ mayMove, knocked, onClose }: Props) {
  const t = useWords("common");
  const look = useCommand("seat.moveLook");
  const move = useCommand("seat.move");
  const [seen, setSeen] = useState<Seen | null>(null);
  const [wrong, setWrong] = useState<"gone" | "tooMany" | null>(null);
  const [isBusy, setBusy] = useState(false);
  const close = useCallback(() => {
    setSeen(null);
    setWrong(null);
    onClose();
  }, [onClose]);
  const typed = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = signsOf(String(new FormData(event.currentTarget).get("code")));
    if (!isCode(code, moveLength)) return setWrong("gone");
    setBusy(true);
    const found = await look({ code });
    setBusy(false);
    setWrong(found.ok ? null : found.reason === "tooMany" ? "tooMany" : "gone");
    setSeen(found.ok ? { code, ...found.value } : null);
  };
  const go = async () => {
    if (!seen) return;
    setBusy(true);
    const moved = await move({ code: seen.code });
    setBusy(false);
    if (moved.ok) return close(); // the house ends this seat; its own word says so
    setSeen(null);
    setWrong(moved.reason === "tooMany" ? "tooMany" : "gone");
  };
  const browser = knocked?.browser || t("handOver.someBrowser");
  return (
    <Dialog
      open
      onClose={close}
      title={t(knocked && !knocked.isMove ? "handOver.knocked" : "handOver.title")}
      acts={
        seen ? (
          <>
            <Button size="work" onClick={close}>
              {t("handOver.stop")}
            </Button>
            <Button size="work" kind="main" onClick={go} pending={isBusy}>
              {t("handOver.go")}
            </Button>
          </>
        ) : null
      }
    >
      {seen ? (
        <>
          <p>{t("handOver.compare")}</p>
          <SameWords words={seen.words} browser={seen.browser} live="polite" />
        </>
      ) : (
        <>
          {knocked ? (
            <Notice tone="wait" live="assertive">
              {t(knocked.isMove ? "handOver.asks" : "handOver.knockedText", { browser })}
            </Notice>
          ) : null}
          {mayMove ? (
            <form className="grid gap-4 mt-3" onSubmit={typed}>
              <p>{t("handOver.how")}</p>
              <CodeField label={t("handOver.code")} hint={t("handOver.codeHint")} name="code" length={8} errors={wrong ? [t(`handOver.${wrong}`)] : []} />
              <Button type="submit" kind="main" size="work" pending={isBusy}>
                {t("handOver.look")}
              </Button>
            </form>
          ) : (
            <p className="mt-3">{t("handOver.staffOnly")}</p>
          )}
        </>
      )}
    </Dialog>
  );
}
