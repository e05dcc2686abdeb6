import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { Tone } from "#app/lobby/soft-tone.ts";
import { playTone } from "#app/lobby/soft-tone.ts";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Light } from "#app/ui/light.tsx";
import { Meter } from "#app/ui/meter.tsx";

const heardKey = "sipario.heard";
type State = "new" | "playing" | "asked" | "heard" | "silent" | "none";

/** A soft tone, its level, and the guest's own word that they hear it; this browser remembers it. */
export function SoundCheck() {
  const t = useWords("room");
  const [state, setState] = useState<State>("new");
  const [level, setLevel] = useState(0);
  const tone = useRef<Tone | null>(null);
  useEffect(() => {
    if (localStorage.getItem(heardKey) === "yes") setState("heard");
    return () => tone.current?.stop();
  }, []);
  useEffect(() => {
    if (state !== "playing") return;
    const timer = setInterval(() => setLevel(tone.current?.level() ?? 0), 60);
    return () => clearInterval(timer);
  }, [state]);
  const play = async () => {
    setState("playing");
    tone.current?.stop();
    tone.current = await playTone(() => setState((was) => (was === "playing" ? "asked" : was))).catch(() => null);
    if (!tone.current) setState("none");
  };
  const say = (isHeard: boolean) => {
    if (isHeard) localStorage.setItem(heardKey, "yes");
    setState(isHeard ? "heard" : "silent");
    tone.current?.stop();
  };
  const isAsking = state === "playing" || state === "asked";
  return (
    <section className="lobby__part" aria-labelledby="sound">
      <h2 id="sound">{t("lobby.sound.title")}</h2>
      {isAsking ? <Meter value={state === "playing" ? level : 0} label={t("lobby.sound.level")} /> : null}
      <p role="status">
        {state === "heard" ? <Light tone="ok">{t("lobby.sound.heard")}</Light> : t(state === "silent" ? "lobby.sound.silent" : state === "none" ? "lobby.sound.none" : isAsking ? "lobby.sound.ask" : "lobby.sound.text")}
      </p>
      <div className="lobby__acts">
        {isAsking ? (
          <>
            <Button kind="main" onClick={() => say(true)}>
              {t("lobby.sound.yes")}
            </Button>
            <Button onClick={() => say(false)}>{t("lobby.sound.no")}</Button>
          </>
        ) : (
          <Button onClick={() => void play()}>
            <Icon of={SpeakerHighIcon} /> {t(state === "new" ? "lobby.sound.play" : "lobby.sound.again")}
          </Button>
        )}
      </div>
    </section>
  );
}
