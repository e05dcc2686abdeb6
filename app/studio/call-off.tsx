import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { When } from "#app/ui/when.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Phase } from "#contracts/event.ts";

type Event = { id: string; title: string; phase: Phase; endedAt: string | null; zone: string; may: readonly Ability[] };

/** What calling off does, by how far the event has come. */
const texts = {
  draft: "callOff.text_draft",
  announced: "callOff.text_announced",
  doors: "callOff.text_running",
  live: "callOff.text_running",
} as const satisfies Partial<Record<Phase, string>>;
const isBeforeEnd = (phase: Phase): phase is keyof typeof texts => Object.hasOwn(texts, phase);

/** Calling an event off, asked about with all it does. */
export function CallOff({ event: { id, title, phase, may } }: { event: Event }) {
  const t = useWords("studio");
  if (!isBeforeEnd(phase) || !may.includes("event.end")) return null;
  return (
    <section aria-label={t("callOff.title")} className="grid gap-3 mt-5 pt-5 border-t border-line">
      <p className="soft max-w-160">{t("callOff.hint")}</p>
      <ConfirmAct
        goal={`/studio/events/${id}/cancel`}
        fields={{}}
        word={t("callOff.go")}
        label={t("callOff.of", { event: title })}
        text={t(texts[phase])}
        keep={t("callOff.keep")}
        meant={t("callOff.meant")}
      />
    </section>
  );
}

/** That an event was called off, when, and what became of everybody. */
export function CalledOff({ event: { phase, endedAt, zone } }: { event: Event }) {
  const t = useWords("studio");
  if (phase !== "cancelled") return null;
  return (
    <Notice tone="stop" title={t("callOff.done")}>
      {endedAt ? (
        <p>
          <When at={endedAt} zone={zone} fixed withCity />
        </p>
      ) : null}
      <p>{t("callOff.doneText")}</p>
    </Notice>
  );
}
