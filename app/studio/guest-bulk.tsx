import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { Bulk, BulkAct } from "#app/studio/bulk.ts";
import type { useBulk } from "#app/studio/bulk.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import type { Phase } from "#contracts/event.ts";
import type { GuestRow } from "#server/guests/guests.ts";

const opposite = { early: "usual", usual: "early" } as const satisfies Partial<Record<BulkAct, BulkAct>>;
const isTurnable = (act: BulkAct): act is keyof typeof opposite => act in opposite;

type Props = {
  chosen: readonly GuestRow[];
  phase: Phase;
  /** Whether guests may be made press here: the piece is veiled, and this colleague directs it. */
  mayEarly: boolean;
  acting: ReturnType<typeof useBulk>;
  onClear: () => void;
};

/** What can be done with everybody chosen, how far it has come, and what came of it. */
export function GuestBulk({ chosen, phase, mayEarly, acting, onClear }: Props) {
  const t = useWords("studio");
  const [isAsked, setAsked] = useState(false);
  const { bulk, start, stop, close } = acting;
  if (bulk.step !== "idle") return <Under bulk={bulk} onStop={stop} onClose={close} onUndo={(act, ids) => start(act, ids)} />;
  if (chosen.length === 0) return null;
  const written = chosen.filter(({ email, removedAt }) => email !== null && removedAt === null);
  const invited = chosen.filter(({ invitation, removedAt }) => removedAt === null && invitation !== "none" && invitation !== "withdrawn");
  const living = chosen.filter(({ removedAt }) => removedAt === null);
  const usual = living.filter(({ isEarly }) => !isEarly);
  const again = written.filter(({ invitation }) => invitation === "sent" || invitation === "entered" || invitation === "failed");
  const begin = (act: BulkAct, rows: readonly GuestRow[]) => {
    setAsked(false);
    start(
      act,
      rows.map(({ id }) => id),
    );
    onClear();
  };
  return (
    <section className="bulk" data-light="down" aria-label={t("bulk.label")}>
      <p role="status">
        <b>{t("guests.chosen", { count: chosen.length })}</b>
        {phase === "draft" ? <span className="soft"> {t("guests.draft")}</span> : null}
      </p>
      <div className="bulk__acts">
        {phase === "draft" || written.length === 0 ? null : (
          <Button size="work" kind="main" onClick={() => begin("send", written)}>
            {t(again.length === written.length ? "bulk.sendAgain" : "bulk.send", { count: written.length })}
          </Button>
        )}
        {invited.length > 0 ? (
          <Button size="work" onClick={() => setAsked(true)}>
            {t("bulk.withdraw", { count: invited.length })}
          </Button>
        ) : null}
        {mayEarly && living.length > 0 ? (
          <Button size="work" onClick={() => (usual.length > 0 ? begin("early", usual) : begin("usual", living))}>
            {usual.length > 0 ? t("bulk.early", { count: usual.length }) : t("bulk.usual", { count: living.length })}
          </Button>
        ) : null}
        <Button size="work" kind="plain" onClick={onClear}>
          {t("bulk.clear")}
        </Button>
      </div>
      <Dialog
        open={isAsked}
        alert
        onClose={() => setAsked(false)}
        title={t("bulk.withdrawAsk", { count: invited.length })}
        acts={
          <>
            <Button size="work" onClick={() => setAsked(false)}>
              {t("guests.keep")}
            </Button>
            <Button kind="stop" size="work" onClick={() => begin("withdraw", invited)}>
              {t("bulk.withdraw", { count: invited.length })}
            </Button>
          </>
        }
      >
        <p>{t("bulk.withdrawText")}</p>
      </Dialog>
    </section>
  );
}

type UnderProps = { bulk: Exclude<Bulk, { step: "idle" }>; onStop: () => void; onClose: () => void; onUndo: (act: BulkAct, ids: readonly string[]) => void };

function Under({ bulk, onStop, onClose, onUndo }: UnderProps) {
  const t = useWords("studio");
  const { act, ids } = bulk;
  if (bulk.step === "grace")
    return (
      <section className="bulk" data-light="down" aria-label={t("bulk.label")}>
        <p role="status">
          <b>{t("bulk.grace", { count: ids.length })}</b> <span className="soft">{t("bulk.graceText")}</span>
        </p>
        <div className="bulk__grace" aria-hidden="true" />
        <div className="bulk__acts">
          <Button size="work" kind="main" autoFocus onClick={onStop}>
            {t("bulk.dont")}
          </Button>
        </div>
      </section>
    );
  if (bulk.step === "running")
    return (
      <section className="bulk" data-light="down" aria-label={t("bulk.label")}>
        <p role="status">
          <b>{t(`bulk.running_${act}`)}</b>
        </p>
        <progress className="bulk__far" value={bulk.done} max={ids.length} aria-label={t("bulk.far")} />
        <span className="num">{t("bulk.of", { done: bulk.done, count: ids.length })}</span>
        <div className="bulk__acts">
          <Button size="work" onClick={onStop}>
            {t("bulk.stop")}
          </Button>
        </div>
      </section>
    );
  const left = ids.length - bulk.done;
  const skipped = bulk.done - bulk.count;
  return (
    <section className="bulk" data-light="down" aria-label={t("bulk.label")} data-end={bulk.end}>
      <p role="status">
        <b>{t(`bulk.done_${act}`, { count: bulk.count })}</b>{" "}
        <span className="soft">
          {act === "send" && skipped > 0 ? `${t("bulk.skipped", { count: skipped })} ` : null}
          {bulk.end === "failed" ? t("bulk.failed", { count: left }) : bulk.end === "stopped" ? t("bulk.stopped", { count: left }) : null}
        </span>
      </p>
      <div className="bulk__acts">
        {left > 0 ? (
          <Button size="work" kind="main" onClick={() => onUndo(act, ids.slice(bulk.done))}>
            {t("bulk.goOn", { count: left })}
          </Button>
        ) : null}
        {isTurnable(act) && bulk.done > 0 ? (
          <Button size="work" onClick={() => onUndo(opposite[act], ids.slice(0, bulk.done))}>
            {t("bulk.undo")}
          </Button>
        ) : null}
        <Button size="work" kind="plain" onClick={onClose}>
          {t("bulk.close")}
        </Button>
      </div>
    </section>
  );
}
