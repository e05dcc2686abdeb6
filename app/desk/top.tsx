import { KeyboardIcon } from "@phosphor-icons/react/dist/csr/Keyboard";
import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import { RecordIcon } from "@phosphor-icons/react/dist/csr/Record";
import { ShieldCheckIcon } from "@phosphor-icons/react/dist/csr/ShieldCheck";
import { Link } from "@remix-run/react";
import { useState } from "react";
import type { DeskData } from "#app/desk/desk-data.ts";
import { useKeys } from "#app/ui/keys.ts";
import { KeysDialog } from "#app/desk/keys-dialog.tsx";
import { Since } from "#app/desk/since.tsx";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Tone } from "#app/ui/light.tsx";
import { Light } from "#app/ui/light.tsx";
import type { Phase } from "#contracts/event.ts";

const tones = {
  draft: "off",
  announced: "off",
  doors: "wait",
  live: "accent",
  ended: "off",
  cancelled: "stop",
  purged: "off",
} as const satisfies Record<Phase, Tone>;

const lines = { connecting: "wait", open: "ok", lost: "stop", refused: "stop" } as const satisfies Record<string, Tone>;

interface Props {
  desk: DeskData;
  phaseAt: string | null;
  /** The names on air, as everyone may know them. */
  onAir: readonly string[];
  isDown: boolean;
  isKeyed: boolean;
  onKeyed: (isKeyed: boolean) => void;
}

/** The head of the desk: which event, its phase with the time since, the desk's own line, and what the level keeps. */
export function Top({ desk, phaseAt, onAir, isDown, isKeyed, onKeyed }: Props) {
  const t = useWords("desk");
  const lang = useLanguage();
  const { phase, state, may } = useLive();
  const [isOpen, setOpen] = useState(false);
  useKeys({ "?": () => setOpen(true) }, isKeyed);
  return (
    <header className="top">
      <h1>
        {desk.title}
        <span className="vh">{t("top.desk")}</span>
      </h1>
      <p role="status" className="air" data-phase={phase} data-down={isDown || undefined}>
        <Light tone={isDown ? "stop" : tones[phase]}>{isDown ? t("curtain.down") : t(`phase.${phase}`)}</Light>
        {phaseAt ? (
          <span>
            <span className="vh">{t("top.since")} </span>
            <Since at={phaseAt} />
          </span>
        ) : null}
      </p>
      {phase === "live" && !isDown ? (
        <p className="who" role="status">
          <span className="vh">{t("top.onAir")} </span>
          {onAir.length > 0 ? new Intl.ListFormat(lang, { type: "conjunction" }).format(onAir) : t("top.nobody")}
        </p>
      ) : null}
      <p role="status" data-testid="desk-line">
        <Light tone={lines[state]}>{t(`line.${state}`)}</Light>
      </p>
      <div className="law">
        {desk.codeName && desk.codeName !== desk.title ? <span>{t("top.codeName", { name: desk.codeName })}</span> : null}
        <span>
          <Icon of={ShieldCheckIcon} /> {t(`level.${desk.level}`)}
        </span>
        <span>
          <Icon of={desk.isRecorded ? RecordIcon : ProhibitIcon} /> {t(desk.isRecorded ? "top.recorded" : "top.notRecorded")}
        </span>
        <Link to={`/studio/events/${desk.eventId}`} className="min-h-8 inline-flex items-center">{t("top.plan")}</Link>
      </div>
      <IconButton icon={KeyboardIcon} label={t("keys.title")} size="work" onClick={() => setOpen(true)} />
      <KeysDialog open={isOpen} onClose={() => setOpen(false)} isWanted={isKeyed} onWant={onKeyed} isModerating={may.includes("chat.moderate")} />
    </header>
  );
}
