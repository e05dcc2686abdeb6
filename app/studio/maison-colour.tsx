import { useId } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Light } from "#app/ui/light.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { ColourSaid } from "#contracts/maison.ts";
import { Colour } from "#contracts/maison.ts";

type Props = { name: "accent" | "accentNight"; value: string; said: ColourSaid | null; isWrong: boolean; onSet: (value: string) => void };
const own = { accent: "#1F4740", accentNight: "#BFDCCB" } as const;

/** One accent: its colour, how it reads, and where it reads too faintly the nearest that does not. */
export function MaisonColour({ name, value, said, isWrong, onSet }: Props) {
  const t = useWords("studio");
  const lang = useLanguage();
  const id = useId();
  const read = Colour.safeParse(value).data;
  const answer = said?.asked === read ? said : null;
  const ratio = (of: number) => new Intl.NumberFormat(lang === "en" ? "en-GB" : lang, { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(of);
  return (
    <fieldset className="colour">
      <legend className="entry__label mb-2">{t(`maison.${name}`)}</legend>
      <div className="colour__row">
        <input type="color" aria-label={t("maison.pick")} value={read ?? own[name]} onChange={({ target }) => onSet(target.value.toUpperCase())} />
        <Field id={id} name={name} value={value} onChange={({ target }) => onSet(target.value)} label={t("maison.hex")} hideLabel placeholder={own[name]} errors={isWrong || (value !== "" && !read) ? [t("maison.hexWrong")] : []} look="work" spellCheck={false} autoComplete="off" />
        {value ? (
          <Button kind="plain" size="work" onClick={() => onSet("")}>
            {t("maison.leave")}
          </Button>
        ) : null}
      </div>
      <p className="entry__hint">{t(`maison.${name}Hint`)}</p>
      {answer?.isTaken ? <Light tone="ok">{t("maison.reads", { ratio: ratio(answer.ratio) })}</Light> : null}
      {answer && !answer.isTaken ? (
        <Notice tone="stop" title={t("maison.tooFaint", { colour: answer.asked, ratio: ratio(answer.ratio) })} live="polite">
          <p>{t("maison.tooFaintText")}</p>
          <div className="tools mt-2">
            <Button size="work" onClick={() => onSet(answer.nearest)}>
              <span className="swatch" style={{ background: answer.nearest }} aria-hidden="true" />
              {t("maison.takeNearest", { colour: answer.nearest })}
            </Button>
          </div>
        </Notice>
      ) : null}
    </fieldset>
  );
}
