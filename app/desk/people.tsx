import { useAct, useIsInCommand } from "#app/desk/act.ts";
import { Since } from "#app/desk/since.tsx";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Button } from "#app/ui/button.tsx";
import { Initials } from "#app/ui/initials.tsx";
import { Light } from "#app/ui/light.tsx";
import { When } from "#app/ui/when.tsx";
import type { Backstage } from "#contracts/stage.ts";

interface Props {
  people: readonly Backstage[];
  zone: string;
  hasPicture: boolean;
}

const order = (one: Backstage) => (one.isOnAir ? 0 : one.isReady ? 1 : 2);

/** Who stands backstage or on air; for who directs, a key to bring each on and take them off. */
export function People({ people, zone, hasPicture }: Props) {
  const t = useWords("desk");
  const sorted = [...people].sort((a, b) => order(a) - order(b) || a.name.localeCompare(b.name));
  return (
    <section className="people" aria-labelledby="people">
      <div className="h">
        <h2 id="people">{t("people.title")}</h2>
        <span className="num">{people.length || ""}</span>
      </div>
      {people.length === 0 ? (
        <p className="soft">{t("people.empty")}</p>
      ) : (
        <ul>
          {sorted.map((one) => (
            <Person key={one.seatId} one={one} zone={zone} hasPicture={hasPicture} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Person({ one, zone, hasPicture }: { one: Backstage; zone: string; hasPicture: boolean }) {
  const t = useWords("desk");
  const { may, seatId } = useLive();
  const has = one.hasCamera ? (one.hasMicrophone ? "both" : "camera") : one.hasMicrophone ? "microphone" : "nothing";
  return (
    <li className="hand" data-on-air={one.isOnAir || undefined}>
      <Initials name={one.name} />
      <span>
        <b>{one.name}</b> {one.seatId === seatId ? <em>{t("people.you")}</em> : null}
        <span>
          {one.isOnAir && one.since ? (
            <Light tone="accent">
              {t("people.onAir")} <Since at={one.since} />
            </Light>
          ) : one.isUnderCurtain ? (
            <Light tone="stop">{t("people.underCurtain")}</Light>
          ) : one.isReady ? (
            <Light tone="ok">{t("people.ready")}</Light>
          ) : (
            <Light tone="off">{t("people.notReady")}</Light>
          )}
        </span>
        <span>
          {t(`people.has.${has}`)}
          {one.expectedAt && !one.isOnAir ? (
            <>
              {", "}
              {t("people.expected")} <When at={one.expectedAt} zone={zone} shape="time" fixed />
            </>
          ) : null}
        </span>
      </span>
      {may.includes("stage.direct") ? <Direct one={one} hasPicture={hasPicture} /> : null}
    </li>
  );
}

/** The key of one person; where it cannot be pressed, the reason stands beside it. */
function Direct({ one, hasPicture }: { one: Backstage; hasPicture: boolean }) {
  const t = useWords("desk");
  const { phase, isCurtainDown } = useLive();
  const isInCommand = useIsInCommand();
  const on = useAct("stage.bringOn");
  const off = useAct("stage.takeOff");
  const isIn = one.isOnAir || one.isUnderCurtain;
  const not = isIn ? null : isCurtainDown ? "curtainDown" : !hasPicture ? "noPicture" : phase !== "live" ? "notLive" : !one.isReady ? "notReady" : null;
  const id = `not-${one.seatId}`;
  const press = () => {
    if (not || !isInCommand) return;
    void (isIn ? off : on).press({ seatId: one.seatId });
  };
  const label = isIn ? "people.takeOff" : "people.bringOn";
  return (
    <div className="hand__act">
      <Button
        size="work"
        kind={isIn ? "stop" : "edge"}
        className={isIn || not ? undefined : "take"}
        pending={on.isPending || off.isPending}
        pendingWord={t(isIn ? "people.takingOff" : "people.bringingOn")}
        aria-disabled={not !== null || !isInCommand || undefined}
        aria-describedby={not ? id : undefined}
        onClick={press}
      >
        {t(label)} <span className="vh">{one.name}</span>
      </Button>
      {not ? (
        <p id={id} className="fine">
          {t(`people.not.${not}`)}
        </p>
      ) : null}
      <Why reason={on.why ?? off.why} />
    </div>
  );
}
