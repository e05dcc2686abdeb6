import { useEffect, useRef, useState } from "react";
import { wasPressedHere } from "#app/desk/act.ts";
import type { DeskData } from "#app/desk/desk-data.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useNews } from "#app/live/live.tsx";
import { inWords } from "#app/ui/when.tsx";
import type { Phase } from "#contracts/event.ts";
import type { StageNow } from "#contracts/stage.ts";

type What = "doors" | "live" | "ended" | "cancelled" | "down" | "up" | "shown" | "on" | "off";
interface Line {
  id: number;
  at: string;
  what: What;
  name: string;
  isOwn: boolean;
}

const kept = 5;
const told = ["doors", "live", "ended", "cancelled"] as const satisfies readonly Phase[];

/** What turned at the desk lately, the newest first: by a press at this screen, or from another desk. */
export function Happened({ desk: { zone }, stage }: { desk: DeskData; stage: StageNow }) {
  const t = useWords("desk");
  const lang = useLanguage();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const next = useRef(0);
  const note = (what: What, name = "") => {
    next.current += 1;
    const line = { id: next.current, at: new Date().toISOString(), what, name, isOwn: wasPressedHere() };
    setLines((all) => [line, ...all].slice(0, kept));
  };
  useNews("phase.changed", ({ phase }) => {
    const what = told.find((one) => one === phase);
    if (what) note(what);
  });
  useNews("curtain.changed", ({ isDown }) => note(isDown ? "down" : "up"));
  useNews("stage.revealed", () => note("shown"));
  const before = useRef(stage);
  useEffect(() => {
    const was = before.current;
    before.current = stage;
    if (was === stage || was.isCurtainDown || stage.isCurtainDown) return; // the curtain takes everybody off, and says so itself
    for (const { identity, name } of stage.onAir) if (!was.onAir.some((one) => one.identity === identity)) note("on", name);
    for (const { identity, name } of was.onAir) if (!stage.onAir.some((one) => one.identity === identity)) note("off", name);
  }, [stage]);
  if (lines.length === 0) return null;
  return (
    <section className="blk happened" aria-labelledby="happened">
      <h2 id="happened">{t("happened.title")}</h2>
      <div role="log" aria-labelledby="happened">
        <ol>
          {lines.map(({ id, at, what, name, isOwn }) => (
            <li key={id} data-other={isOwn ? undefined : true}>
              <time className="num" dateTime={at} suppressHydrationWarning>
                {inWords(at, lang, zone, "time")}
              </time>
              <span>
                {t(`happened.${what}`, { name })} <em>{t(isOwn ? "happened.here" : "happened.elsewhere")}</em>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
