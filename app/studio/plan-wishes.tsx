import type { ReactNode } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import type { Tick } from "#app/studio/plan-values.ts";
import type { PlanPart } from "#app/studio/plan-when.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import { modes } from "#contracts/event.ts";
import type { LevelFact } from "#server/events/levels.ts";

type Box = Exclude<Tick, "companions">;
type Props = PlanPart & {
  /** What the chosen level asks for by itself. */
  floor: LevelFact | undefined;
  /** Whether this planner may let in guests with the weaker key, and whether the plan does already. */
  mayLetSoftware: boolean;
  hasSoftware: boolean;
};

/** What a level asks for by itself need not be wished for. */
function isOfLevel(wish: Box, { entry, browsersMax, veil, mark }: LevelFact): boolean {
  if (wish === "code") return entry.includes("code");
  if (wish === "agreement") return entry.includes("nda");
  if (wish === "oneBrowser") return browsersMax === 1;
  return (wish === "veil" && veil === "always") || (wish === "mark" && mark === "always");
}

/** What the maison asks for beyond the level: at the door, on the picture, afterwards. */
export function PlanWishes({ values, set, wrong, floor, mayLetSoftware, hasSoftware }: Props) {
  const t = useWords("studio");
  const box = (wish: Box, hint?: string) => {
    const isTicked = values[wish];
    if (floor && isOfLevel(wish, floor))
      return (
        <div key={wish}>
          <Check checked disabled readOnly>
            {t(`plan.${wish}`)}
            <span className="soft block">{t("plan.byLevel")}</span>
          </Check>
          {isTicked ? <input type="hidden" name={wish} value="on" /> : null}
        </div>
      );
    return (
      <Check key={wish} name={wish} checked={isTicked} onChange={({ target }) => set(wish, target.checked)}>
        {t(`plan.${wish}`)}
        {hint ? <span className="soft block">{hint}</span> : null}
      </Check>
    );
  };
  const isSealed = floor?.level === "sealed";
  return (
    <>
      <Group legend="plan.atDoor">
        <Segmented legend={t("plan.mode")} name="mode" value={values.mode} onChoose={(mode) => set("mode", mode)} choices={modes.map((value) => ({ value, label: t(`plan.mode_${value}`) }))} look="work" />
        {box("code")}
        {box("agreement")}
        {box("speakersSign")}
        {box("staffSign")}
        {box("oneBrowser")}
        {isSealed && mayLetSoftware ? box("softwareKey", t("plan.softwareKeyHint")) : null}
        {isSealed && !mayLetSoftware ? <p className="soft">{t(hasSoftware ? "plan.softwareKeyOn" : "plan.softwareKeyOwner")}</p> : null}
        {isSealed && !mayLetSoftware && hasSoftware ? <input type="hidden" name="softwareKey" value="on" /> : null}
      </Group>
      <div className="grid gap-5 content-start">
        <Group legend="plan.onPicture">
          {box("veil")}
          {box("mark")}
          {box("restream")}
        </Group>
        <Group legend="plan.afterwards">
          {box("recording")}
          <Field name="purgeOn" type="date" value={values.purgeOn} onChange={({ target }) => set("purgeOn", target.value)} errors={wrong.has("purgeOn") ? [t("wrong.day")] : []} label={t("plan.purgeOn")} hint={t(isSealed ? "plan.purgeOnSealed" : "plan.purgeOnHint")} look="work" />
        </Group>
        {isSealed ? (
          <Textarea name="networks" value={values.networks} onChange={({ target }) => set("networks", target.value)} rows={3} errors={wrong.has("networks") ? [t("wrong.networks")] : []} label={t("plan.networks")} hint={t("plan.networksHint")} spellCheck={false} />
        ) : null}
      </div>
    </>
  );
}

function Group({ legend, children }: { legend: Key<"studio">; children: ReactNode }) {
  const t = useWords("studio");
  return (
    <fieldset className="grid gap-2 content-start">
      <legend className="entry__label mb-2">{t(legend)}</legend>
      {children}
    </fieldset>
  );
}
