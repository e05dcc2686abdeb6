import type { SubmissionResult } from "@conform-to/react";
import { useWords } from "#app/i18n/use-words.ts";
import { BoutiqueForm } from "#app/studio/boutique-form.tsx";
import type { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
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
      <RowHead className="align-top">{name}</RowHead>
      <td className="align-top">{city}</td>
      <td className="align-top">{cityOf(zone)}</td>
      <td className="w-1/2">
        <details open={tried !== undefined || undefined} className="text-left">
          <summary className="min-h-8 cursor-pointer inline-flex items-center underline underline-offset-4 decoration-line-2">{t("boutiques.change", { name })}</summary>
          <BoutiqueForm key={`${name} ${city} ${zone}`} boutique={boutique} zones={zones} tried={tried} />
          <removing.Form method="post" action="/studio/boutiques/remove" className="mt-3">
            <input type="hidden" name="boutiqueId" value={id} />
            <Button type="submit" kind="plain" size="work" pending={removing.state !== "idle"} aria-label={t("boutiques.removeOf", { name })}>
              {t("boutiques.remove")}
            </Button>
          </removing.Form>
        </details>
      </td>
    </tr>
  );
}
