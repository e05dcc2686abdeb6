import type { KeyboardEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { useAct, useIsInCommand } from "#app/desk/act.ts";
import type { DeskData } from "#app/desk/desk-data.ts";
import { secondsSince, useNow } from "#app/desk/now.ts";
import { Since } from "#app/desk/since.tsx";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { clockText, Countdown } from "#app/ui/countdown.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { When } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { CommandName } from "#contracts/commands.ts";
import type { Phase } from "#contracts/event.ts";

type ActName = Extract<CommandName, "event.openDoors" | "event.goLive" | "event.end">;
interface Step {
  command: ActName;
  needs: Ability;
  word: "openDoors" | "goLive" | "end";
}

const steps: Partial<Record<Phase, Step>> = {
  announced: { command: "event.openDoors", needs: "event.open", word: "openDoors" },
  doors: { command: "event.goLive", needs: "event.open", word: "goLive" },
  live: { command: "event.end", needs: "event.end", word: "end" },
};
/** After an act its key rests, so that a double press never does two. */
const restMs = 1500;

interface Props {
  desk: DeskData;
  phaseAt: string | null;
  /** Ready members of the house, who go on air with the event. */
  readyHosts: number;
  watching: number;
}

/** The next act of the evening, as the one lit key; for who may not press it, what is next. */
export function NextAct({ desk, phaseAt, readyHosts, watching }: Props) {
  const t = useWords("desk");
  const { phase, may } = useLive();
  const step = steps[phase];
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(phase);
  useEffect(() => {
    if (before.current === phase) return;
    before.current = phase;
    // The key that was pressed is gone: the focus stays here, but on nothing that Enter could press.
    if (!document.activeElement || document.activeElement === document.body) heading.current?.focus();
  }, [phase]);
  if (!step)
    return (
      <section className="next" aria-labelledby="next">
        <p>{t("next.over")}</p>
        <h2 id="next" ref={heading} tabIndex={-1}>
          {t(phase === "cancelled" ? "next.cancelled" : "next.ended")}
        </h2>
        <ButtonLink kind="main" to={`/studio/events/${desk.eventId}/after`}>
          {t("next.after")}
        </ButtonLink>
      </section>
    );
  return (
    <section className="next" aria-labelledby="next">
      <p>{t(phase === "live" ? "next.running" : "next.label")}</p>
      <h2 id="next" ref={heading} tabIndex={-1}>
        {t(phase === "live" ? "phase.live" : `next.${step.word}.title`)}
      </h2>
      <Figure desk={desk} phaseAt={phaseAt} />
      {may.includes(step.needs) ? (
        <LitKey key={step.command} step={step} readyHosts={readyHosts} watching={watching} hasPicture={desk.mediaWord === null} />
      ) : null}
    </section>
  );
}

/** The figure to be read from afar: the time left, the time past, or the time on air. */
function Figure({ desk, phaseAt }: Pick<Props, "desk" | "phaseAt">) {
  const t = useWords("desk");
  const { phase } = useLive();
  const now = useNow();
  const late = secondsSince(desk.startsAt, now);
  if (phase === "live" && phaseAt)
    return (
      <p className="countdown num">
        <Since at={phaseAt} />
      </p>
    );
  return (
    <>
      {late > 0 ? (
        <p className="countdown num" data-late suppressHydrationWarning>
          +{clockText(late)}
        </p>
      ) : (
        <Countdown at={desk.startsAt} nowAtServer={desk.nowAtServer} label={t("next.begins")} />
      )}
      <p className="fine">
        {t(late > 0 ? "next.planned" : "next.begins")} <When at={desk.startsAt} zone={desk.zone} shape="time" fixed withCity city={desk.boutiques.find(({ zone }) => zone === desk.zone)?.city} />
      </p>
    </>
  );
}

interface KeyProps {
  step: Step;
  readyHosts: number;
  watching: number;
  hasPicture: boolean;
}

function LitKey({ step: { command, word }, readyHosts, watching, hasPicture }: KeyProps) {
  const t = useWords("desk");
  const act = useAct(command);
  const isInCommand = useIsInCommand();
  const [isAsked, setAsked] = useState(false);
  const [isResting, setResting] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setResting(false), restMs);
    return () => clearTimeout(timer);
  }, []);
  const press = () => {
    if (!isInCommand || isResting) return;
    if (word === "end") setAsked(true);
    else void act.press({});
  };
  const isOff = !isInCommand || isResting;
  return (
    <>
      <Button
        kind="main"
        onClick={press}
        onKeyDown={notByEnter}
        pending={act.isPending}
        pendingWord={t(`next.${word}.pending`)}
        aria-disabled={isOff || undefined}
        aria-describedby="next-what"
      >
        {t(`next.${word}.key`)}
      </Button>
      <div id="next-what">
        <p className="fine">{t(`next.${word}.what`)}</p>
        {word === "goLive" ? <p className="fine">{!hasPicture ? t("next.goLive.noPicture") : readyHosts > 0 ? t("next.goLive.ready", { count: readyHosts }) : t("next.goLive.nobody")}</p> : null}
      </div>
      <Why reason={act.why} />
      <Dialog
        open={isAsked}
        onClose={() => setAsked(false)}
        title={t("next.end.ask")}
        alert
        acts={
          <>
            <Button onClick={() => setAsked(false)}>{t("next.end.notYet")}</Button>
            <Button
              kind="stop"
              onClick={() => {
                setAsked(false);
                void act.press({});
              }}
            >
              {t("next.end.key")}
            </Button>
          </>
        }
      >
        <p>{t("next.end.watching", { count: watching })}</p>
        <p className="soft mt-2">{t("next.end.forGood")}</p>
      </Dialog>
    </>
  );
}

/** A line sent with Enter must never become an act of the evening; the space bar and a press still are. */
function notByEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
