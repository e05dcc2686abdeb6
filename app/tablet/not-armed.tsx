import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { keptPair } from "#app/keys/key-store.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { Closed } from "#app/tablet/idle.tsx";
import { Languages } from "#app/ui/languages.tsx";

const lookEveryMs = 5000;

/** A tablet with a place that nobody has armed for tonight, or that stands outside of its boutique's network: who can wake it. */
export function NotArmed({ boutique, number }: { boutique: string; number: number }) {
  const t = useWords("tablet");
  useLookAgain(lookEveryMs);
  return (
    <main id="main">
      <Closed boutique={boutique}>
        <h1>{t("notArmed.title")}</h1>
        <p>{t("notArmed.text")}</p>
        <p className="idle__line">{t("notArmed.staff", { number })}</p>
        <Languages />
      </Closed>
    </main>
  );
}

/** A tablet that shows its key; it keeps trying, unless it has none to show. */
export function Opening({ onKeyLost }: { onKeyLost: (what: string) => void }) {
  const t = useWords("tablet");
  useLookAgain(lookEveryMs);
  useEffect(() => {
    void keptPair("tablet").then((pair) => pair ?? onKeyLost("shell"));
  }, [onKeyLost]);
  return (
    <main id="main" aria-busy="true">
      <Closed>
        <p role="status">{t("opening")}</p>
      </Closed>
    </main>
  );
}
