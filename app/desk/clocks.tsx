import type { DeskData } from "#app/desk/desk-data.ts";
import { useNow } from "#app/desk/now.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useCityOf } from "#app/ui/when.tsx";

/** Each city once: the boutiques' own, and the event's where no boutique shares its clock. */
function citiesOf({ zone, boutiques }: DeskData, cityOf: (zone: string) => string): { city: string; zone: string }[] {
  const cities = new Map(boutiques.map((one) => [one.city, { city: one.city, zone: one.zone }]));
  const ofEvent = [...cities.values()].some((one) => one.zone === zone) ? [] : [{ city: cityOf(zone), zone }];
  return [...ofEvent, ...cities.values()];
}

/** What the clocks say in each city of the event, to the second. */
export function Clocks({ desk }: { desk: DeskData }) {
  const t = useWords("desk");
  const cityOf = useCityOf();
  const lang = useLanguage();
  const now = useNow();
  const timeIn = (zone: string) =>
    new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: zone }).format(now);
  return (
    <section className="blk" aria-labelledby="clocks">
      <h2 id="clocks" className="vh">
        {t("clocks")}
      </h2>
      <dl className="clocks num">
        {citiesOf(desk, cityOf).map(({ city, zone }) => (
          <div key={city}>
            <dt>{city}</dt>
            <dd suppressHydrationWarning>{timeIn(zone)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
