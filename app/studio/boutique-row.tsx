import type { SubmissionResult } from "@conform-to/react";
import { useWords } from "#app/i18n/use-words.ts";
import { BoutiqueForm } from "#app/studio/boutique-form.tsx";
import { Disclosure } from "#app/studio/disclosure.tsx";
import { RowAct } from "#app/studio/row-act.tsx";
import type { useActs } from "#app/studio/saying.tsx";
import { RowHead } from "#app/ui/table.tsx";
import { useCityOf } from "#app/ui/when.tsx";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";

type Props = { boutique: BoutiqueCard; zones: readonly string[]; tried: SubmissionResult | undefined; removing: Pick<ReturnType<typeof useActs>, "Form" | "state"> };

/** One boutique, with what can be changed of it, and taking it off the list; what is done here can be undone, so nothing is asked first. */
export function BoutiqueRow({ boutique, zones, tried, removing }: Props) {
  const t = useWords("studio");
  const cityOf = useCityOf();
  const { id, name, city, zone } = boutique;
  return (
    <tr>
      <RowHead className="align-baseline">{name}</RowHead>
      <td className="align-baseline">{city}</td>
      <td className="align-baseline">{cityOf(zone)}</td>
      <td className="w-1/2 align-baseline">
        <Disclosure open={tried !== undefined} className="text-left" words={t("boutiques.change", { name })}>
          <BoutiqueForm key={`${name} ${city} ${zone}`} boutique={boutique} zones={zones} tried={tried} />
          <RowAct goal="/studio/boutiques/remove" fields={{ boutiqueId: id }} label={t("boutiques.removeOf", { name })} acts={removing} className="mt-3">
            {t("boutiques.remove")}
          </RowAct>
        </Disclosure>
      </td>
    </tr>
  );
}
