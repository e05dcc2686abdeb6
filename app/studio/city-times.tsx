import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useCityOf, inWords } from "#app/ui/when.tsx";

type Props = { startsAt: string; zone: string; boutiques: readonly { id: string; city: string; zone: string }[] };

/** When an event begins in each boutique's city, and in its own zone where no boutique keeps it; nothing where all clocks show the same. */
export function CityTimes({ startsAt, zone, boutiques }: Props) {
  const t = useWords("studio");
  const cityOf = useCityOf();
  const lang = useLanguage();
  const clock = (there: string) => inWords(startsAt, lang, there, "short");
  if (boutiques.every((boutique) => clock(boutique.zone) === clock(zone))) return null;
  const isKept = boutiques.some((boutique) => boutique.zone === zone);
  const cities = new Map([...(isKept ? [] : [[cityOf(zone), zone] as const]), ...boutiques.map(({ city, zone: there }) => [city, there] as const)]);
  return (
    <section aria-labelledby="city-times">
      <p id="city-times" className="entry__label">
        {t("plan.cities")}
      </p>
      <dl className="facts num">
        {[...cities].map(([city, there]) => (
          <div key={city}>
            <dt>{city}</dt>
            <dd>
              <time dateTime={startsAt}>{clock(there)}</time>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
