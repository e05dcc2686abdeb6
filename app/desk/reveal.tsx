import { useAct, useIsInCommand } from "#app/desk/act.ts";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { HoldButton } from "#app/ui/hold-button.tsx";
import { Light } from "#app/ui/light.tsx";
import { When } from "#app/ui/when.tsx";
import type { RevealNow } from "#contracts/product.ts";

interface Props {
  reveals: RevealNow;
  zone: string;
  isDown: boolean;
}

/** The piece: veiled, shown to press and influencers, or shown to everyone; for who directs, the two keys, each held. */
export function Reveal({ reveals, zone, isDown }: Props) {
  const t = useWords("desk");
  const { may, phase } = useLive();
  const isInCommand = useIsInCommand();
  const early = useAct("stage.reveal");
  const everyone = useAct("stage.reveal");
  const isOff = !isInCommand || isDown;
  const isOpen = phase === "doors" || phase === "live";
  return (
    <section className="blk piece" aria-labelledby="piece">
      <div className="h">
        <h2 id="piece">{t("reveal.title")}</h2>
        <span role="status">
          {reveals.at ? (
            <Light tone="accent">
              {t("reveal.shown")} <When at={reveals.at} zone={zone} shape="time" fixed />
            </Light>
          ) : reveals.earlyAt ? (
            <Light tone="wait">
              {t("reveal.early")} <When at={reveals.earlyAt} zone={zone} shape="time" fixed />
            </Light>
          ) : (
            <Light tone="off">{t("reveal.veiled")}</Light>
          )}
        </span>
      </div>
      {reveals.at || !isOpen || !may.includes("stage.direct") ? null : (
        <>
          {reveals.earlyAt ? null : (
            <HoldButton isOff={isOff} pending={early.isPending} holdWord={t("hold.hold")} againWord={t("hold.again")} describedBy="reveal-what" onHeld={() => void early.press({ to: "early" })}>
              {t("reveal.toEarly")}
            </HoldButton>
          )}
          <HoldButton
            kind="main"
            isOff={isOff}
            pending={everyone.isPending}
            holdWord={t("hold.hold")}
            againWord={t("hold.again")}
            describedBy="reveal-what"
            onHeld={() => void everyone.press({ to: "everyone" })}
          >
            {t("reveal.toEveryone")}
          </HoldButton>
          <p id="reveal-what" className="fine">
            {t(isDown ? "reveal.notNow" : "reveal.what")}
          </p>
          <Why reason={early.why ?? everyone.why} />
        </>
      )}
    </section>
  );
}
