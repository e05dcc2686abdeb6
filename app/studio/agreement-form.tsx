import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Segmented } from "#app/ui/segmented.tsx";
import { TextParts } from "#app/ui/text-parts.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import type { AgreementTexts } from "#contracts/door.ts";
import { agreementMax } from "#contracts/codes.ts";
import type { Language } from "#contracts/languages.ts";
import { languageNames, languages } from "#contracts/languages.ts";

type Tried = { texts: AgreementTexts | null; faults: readonly { language: Language; names: "title" | "product" }[] } | undefined;
type Props = { agreement: { version: number; texts: AgreementTexts; standard: AgreementTexts }; isFromStandard: boolean; tried: Tried };

/** The text in each language beside the way it is read; one at a time where there is script, all of them where there is none. */
export function AgreementForm({ agreement, isFromStandard, tried }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const { state } = useNavigation();
  const [texts, setTexts] = useState(tried?.texts ?? (isFromStandard ? agreement.standard : agreement.texts));
  const [shown, setShown] = useState<Language>(tried?.faults[0]?.language ?? languages.find((one) => texts[one] !== "") ?? "en");
  const isEmpty = languages.every((one) => texts[one] === "");
  return (
    <Form method="post" action="?" className="grid gap-5">
      {isEmpty ? (
        <div className="tools">
          <ButtonLink size="work" kind="main" to="?standard=yes" replace>
            {t("agreement.standard")}
          </ButtonLink>
          <span className="soft">{t("agreement.standardHint")}</span>
        </div>
      ) : null}
      {isAlive ? (
        <Segmented
          legend={t("agreement.language")}
          name="shown"
          value={shown}
          onChoose={(value) => setShown(languages.find((one) => one === value) ?? "en")}
          choices={languages.map((value) => ({ value, label: languageNames[value] }))}
          look="work"
        />
      ) : null}
      {languages.map((language) => (
        <div key={language} className="cols cols--even" hidden={isAlive && language !== shown}>
          <Textarea
            label={t("agreement.text", { language: languageNames[language] })}
            hint={t("agreement.textHint")}
            errors={(tried?.faults ?? []).flatMap((fault) => (fault.language === language ? [t(`agreement.names_${fault.names}`)] : []))}
            name={language}
            lang={language}
            rows={24}
            maxLength={agreementMax}
            value={texts[language]}
            onChange={(event) => setTexts({ ...texts, [language]: event.currentTarget.value })}
          />
          <section className="min-w-0" aria-label={t("agreement.preview")}>
            <p className="entry__label">{t("agreement.preview")}</p>
            <div className="agreement agreement--seen" lang={language}>
              {texts[language].trim() === "" ? <p className="soft">{t("agreement.previewNone")}</p> : <TextParts text={texts[language]} />}
            </div>
          </section>
        </div>
      ))}
      <div className="tools">
        <Button type="submit" kind="main" size="work" pending={state === "submitting"}>
          {t("agreement.save")}
        </Button>
      </div>
    </Form>
  );
}
