import { useWords } from "#app/i18n/use-words.ts";
import { Disclosure } from "#app/studio/disclosure.tsx";
import { RowAct } from "#app/studio/row-act.tsx";
import { useActs } from "#app/studio/saying.tsx";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";

/** The boutiques taken off the list, each to be put back. */
export function BoutiquesRemoved({ boutiques }: { boutiques: readonly BoutiqueCard[] }) {
  const t = useWords("studio");
  const back = useActs();
  if (boutiques.length === 0) return null;
  return (
    <Disclosure className="mt-4" words={t("boutiques.off", { count: boutiques.length })}>
      <ul className="given mt-2">
        {boutiques.map(({ id, name, city }) => (
          <li key={id}>
            <span className="grow">
              {name}, {city}
            </span>
            <RowAct goal="/studio/boutiques/put-back" fields={{ boutiqueId: id }} label={t("boutiques.putBackOf", { name })} acts={back}>
              {t("boutiques.putBack")}
            </RowAct>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
