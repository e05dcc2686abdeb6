import type { FieldMetadata } from "@conform-to/react";
import { getInputProps, getTextareaProps } from "@conform-to/react";
import type { ReactNode } from "react";
import type { Key } from "#app/i18n/namespaces.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import type { LevelFact } from "#server/events/levels.ts";

const boxes = ["veil", "mark", "code", "agreement", "speakersSign", "staffSign", "oneBrowser", "softwareKey", "recording", "restream"] as const;
type Box = (typeof boxes)[number];
type Fields = Record<Box, FieldMetadata<unknown>> & Record<"purgeOn" | "networks", FieldMetadata<string | undefined>>;
type Props = {
  fields: Fields;
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
export function PlanWishes({ fields, floor, mayLetSoftware, hasSoftware }: Props) {
  const t = useWords("studio");
  const box = (wish: Box, hint?: string) => {
    const { key: _, ...input } = getInputProps(fields[wish], { type: "checkbox" });
    if (floor && isOfLevel(wish, floor))
      return (
        <div key={wish}>
          <Check key={`${wish} ${floor.level}`} defaultChecked disabled>
            {t(`plan.${wish}`)}
            <span className="soft block">{t("plan.byLevel")}</span>
          </Check>
          {input.defaultChecked ? <input type="hidden" name={input.name} value="on" /> : null}
        </div>
      );
    return (
      <Check key={wish} {...input}>
        {t(`plan.${wish}`)}
        {hint ? <span className="soft block">{hint}</span> : null}
      </Check>
    );
  };
  const { key: purgeKey, ...purgeOn } = getInputProps(fields.purgeOn, { type: "date" });
  const { key: networksKey, ...networks } = getTextareaProps(fields.networks);
  const isSealed = floor?.level === "sealed";
  return (
    <>
      <Group legend="plan.atDoor">
        {box("code")}
        {box("agreement")}
        {box("speakersSign")}
        {box("staffSign")}
        {box("oneBrowser")}
        {isSealed && mayLetSoftware ? box("softwareKey", t("plan.softwareKeyHint")) : null}
        {isSealed && !mayLetSoftware ? <p className="soft">{t(hasSoftware ? "plan.softwareKeyOn" : "plan.softwareKeyOwner")}</p> : null}
        {isSealed && !mayLetSoftware && hasSoftware ? <input type="hidden" name={fields.softwareKey.name} value="on" /> : null}
      </Group>
      <Group legend="plan.onPicture">
        {box("veil")}
        {box("mark")}
        {box("restream")}
      </Group>
      <Group legend="plan.afterwards">
        {box("recording")}
        <Field
          key={purgeKey}
          {...purgeOn}
          errors={fields.purgeOn.errors && [t("wrong.day")]}
          label={t("plan.purgeOn")}
          hint={t(isSealed ? "plan.purgeOnSealed" : "plan.purgeOnHint")}
          look="work"
        />
      </Group>
      {isSealed ? (
        <Textarea
          key={networksKey}
          {...networks}
          rows={3}
          errors={fields.networks.errors && [t("wrong.networks")]}
          label={t("plan.networks")}
          hint={t("plan.networksHint")}
          spellCheck={false}
        />
      ) : null}
    </>
  );
}

function Group({ legend, children }: { legend: Key<"studio">; children: ReactNode }) {
  const t = useWords("studio");
  return (
    <fieldset className="grid gap-2">
      <legend className="entry__label mb-2">{t(legend)}</legend>
      {children}
    </fieldset>
  );
}
