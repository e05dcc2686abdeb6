import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Notice } from "#app/ui/notice.tsx";
import { languageNames, languages } from "#contracts/languages.ts";
import type { Lacking } from "#contracts/maison.ts";

/** Which signs a font lacks, in words: by language, in the maison's name, in the titles of its events. */
export function FontLacking({ lacking, hasFigures }: { lacking: Lacking; hasFigures: boolean }) {
  const t = useWords("studio");
  const lang = useLanguage();
  const list = (parts: readonly string[]) => new Intl.ListFormat(lang === "en" ? "en-GB" : lang, { type: "conjunction" }).format(parts);
  const namesOf = new Intl.DisplayNames(lang, { type: "language" });
  const whole = languages.filter((one) => lacking[one].length === 0);
  const short = languages.filter((one) => lacking[one].length > 0);
  const signs = (of: readonly string[]) => of.join(" ");
  const isWhole = short.length + lacking.name.length + lacking.titles.length === 0;
  return (
    <Notice tone={isWhole ? "ok" : "wait"} title={isWhole ? t("font.whole") : t("font.lacks")} live="polite">
      {isWhole ? null : (
        <ul className="lacking">
          {short.map((one) => (
            <li key={one}>
              {t("font.lacksIn", { language: namesOf.of(one) ?? languageNames[one] })} <b lang={one}>{signs(lacking[one])}</b>
            </li>
          ))}
          {lacking.name.length > 0 ? (
            <li>
              {t("font.lacksName")} <b>{signs(lacking.name)}</b>
            </li>
          ) : null}
          {lacking.titles.length > 0 ? (
            <li>
              {t("font.lacksTitles")} <b>{signs(lacking.titles)}</b>
            </li>
          ) : null}
        </ul>
      )}
      {isWhole ? null : <p>{t("font.instead")}{whole.length > 0 ? ` ${t("font.wholeIn", { languages: list(whole.map((one) => namesOf.of(one) ?? languageNames[one])) })}` : ""}</p>}
      {hasFigures ? null : <p>{t("font.figures")}</p>}
    </Notice>
  );
}
