import { useLocation } from "@remix-run/react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { languageNames, languages } from "#contracts/languages.ts";

/** The four languages; choosing one is a plain POST to /language (fields lang, back) and loads the page anew, script or no script. */
export function Languages() {
  const t = useWords("common");
  const now = useLanguage();
  const { pathname, search } = useLocation();
  return (
    <form className="langs" method="post" action="/language" aria-label={t("language")}>
      <input type="hidden" name="back" value={pathname + search} />
      {languages.map((lang) => (
        <button key={lang} type="submit" name="lang" value={lang} lang={lang} aria-label={languageNames[lang]} aria-current={lang === now || undefined}>
          <span>
            {languageNames[lang].slice(0, 2)}
            <span className="langs__rest">{languageNames[lang].slice(2)}</span>
          </span>
        </button>
      ))}
    </form>
  );
}
