import { useWords } from "#app/i18n/use-words.ts";
import { Cloth } from "#app/ui/cloth.tsx";

/** What a cookie alone opens at a sealed event: a closed cloth, while this browser shows its key. */
export function Shell() {
  const t = useWords("common");
  return (
    <main id="main" className="relative grid min-h-dvh place-content-center overflow-hidden bg-curtain p-6 text-center text-on-curtain" aria-busy="true">
      <Cloth slit={false} />
      <p className="relative type-lead max-w-112 text-balance" role="status">
        {t("shell.opening")}
      </p>
      <noscript>
        <p className="relative type-body mt-4 max-w-112">{t("shell.script")}</p>
      </noscript>
    </main>
  );
}
