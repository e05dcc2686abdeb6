import { useWords } from "#app/i18n/use-words.ts";

/** The calm word where a sealed picture would be, in a browser that cannot open it. */
export function CannotDecrypt() {
  const t = useWords("common");
  return (
    <div className="picture" role="status">
      <div className="picture__cover picture__word">
        <p className="picture__word-title">{t("cannotDecrypt.title")}</p>
        <p>{t("cannotDecrypt.text")}</p>
      </div>
    </div>
  );
}
