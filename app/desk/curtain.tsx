import { useEffect, useState } from "react";
import { useAct, useIsInCommand } from "#app/desk/act.ts";
import { Since } from "#app/desk/since.tsx";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { HoldButton } from "#app/ui/hold-button.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import type { Answer } from "#contracts/commands.ts";

interface Props {
  isDown: boolean;
  /** Since when it is down. */
  since: string | null;
  /** Who comes back on air when it rises. */
  waiting: number;
}

/**
 * The one red key: a press drops the curtain everywhere, also by Shift and Escape from anywhere, also out of a dialog or a
 * field. Down, it gives way to the key that raises it, which is held.
 */
export function CurtainKey({ isDown, since, waiting }: Props) {
  const t = useWords("desk");
  const { may, phase } = useLive();
  const isInCommand = useIsInCommand();
  const act = useAct("stage.curtain");
  const [told, setTold] = useState<Answer<"stage.curtain"> | null>(null);
  const isDirecting = may.includes("stage.direct");
  const turn = async (wish: boolean) => {
    const outcome = await act.press({ isDown: wish });
    if (outcome) setTold(outcome.ok ? outcome.value : null);
  };
  useEffect(() => {
    if (!isDirecting || isDown) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !event.shiftKey || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      void turn(true);
    };
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  });
  if (phase !== "doors" && phase !== "live") return null;
  if (!isDown)
    return isDirecting ? (
      <section className="guard" aria-label={t("curtain.title")}>
        <button type="button" className="drop" onClick={() => void turn(true)} aria-busy={act.isPending || undefined} aria-describedby="curtain-what">
          <b>{t(act.isPending ? "curtain.dropping" : "curtain.drop")}</b>
          <span>
            <Kbd of="Shift+Escape" />
          </span>
        </button>
        <p id="curtain-what">{t("curtain.what")}</p>
        <Why reason={act.why} />
      </section>
    ) : null;
  return (
    <section className="raise" aria-labelledby="curtain-down">
      <div role="alert">
        <h2 id="curtain-down">
          {t("curtain.down")} {since ? <Since at={since} /> : null}
        </h2>
      </div>
      <p>{told?.isDown ? t(told.unconfirmed > 0 ? "curtain.unconfirmed" : "curtain.confirmed", { count: told.unconfirmed, ms: told.tookMs }) : t("curtain.guests")}</p>
      {isDirecting ? (
        <>
          <HoldButton isOff={!isInCommand} pending={act.isPending} holdWord={t("hold.hold")} againWord={t("hold.again")} onHeld={() => void turn(false)}>
            {t("curtain.raise")}
          </HoldButton>
          <p>{waiting > 0 ? t("curtain.waiting", { count: waiting }) : t("curtain.nobody")}</p>
          <Why reason={act.why} />
        </>
      ) : null}
    </section>
  );
}
