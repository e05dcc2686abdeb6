import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { Level } from "#contracts/event.ts";
import { levels } from "#contracts/event.ts";

type Event = { id: string; level: Level; may: readonly Ability[] };

/** Raising an event's level once its plan stands: it holds at once, for everybody who is there. */
export function RaiseLevel({ event: { id, level, may } }: { event: Event }) {
  const t = useWords("studio");
  const higher = levels.slice(levels.indexOf(level) + 1);
  if (!may.includes("event.raise") || higher.length === 0) return null;
  return (
    <section aria-labelledby="raise" className="grid gap-2">
      <h2 id="raise">{t("raise.title")}</h2>
      <p className="soft max-w-160">{t("raise.hint")}</p>
      <div className="tools">
        {higher.map((to) => (
          <ConfirmAct
            key={to}
            goal={`/studio/events/${id}/raise`}
            fields={{ level: to }}
            word={t(`level.${to}`)}
            label={t("raise.of", { level: t(`level.${to}`) })}
            text={t("raise.text")}
            keep={t("guests.keep")}
            meant={t("raise.meant")}
          />
        ))}
      </div>
    </section>
  );
}
