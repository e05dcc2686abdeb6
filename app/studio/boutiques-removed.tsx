import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";

/** The boutiques taken off the list, each to be put back. */
export function BoutiquesRemoved({ boutiques }: { boutiques: readonly BoutiqueCard[] }) {
  const t = useWords("studio");
  const back = useActs();
  if (boutiques.length === 0) return null;
  return (
    <details className="mt-4">
      <summary className="min-h-8 cursor-pointer inline-flex items-center underline underline-offset-4 decoration-line-2">{t("boutiques.off", { count: boutiques.length })}</summary>
      <ul className="given mt-2">
        {boutiques.map(({ id, name, city }) => (
          <li key={id}>
            <span className="grow">
              {name}, {city}
            </span>
            <back.Form method="post" action="/studio/boutiques/put-back">
              <input type="hidden" name="boutiqueId" value={id} />
              <Button type="submit" kind="plain" size="work" pending={back.state !== "idle"} aria-label={t("boutiques.putBackOf", { name })}>
                {t("boutiques.putBack")}
              </Button>
            </back.Form>
          </li>
        ))}
      </ul>
    </details>
  );
}
