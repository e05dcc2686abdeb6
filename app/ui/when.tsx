import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { useHydrated } from "#app/ui/hydrated.ts";

const clock = { hour: "2-digit", minute: "2-digit" } as const;
const shapes = {
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date: { weekday: "long", day: "numeric", month: "long" },
  short: { day: "numeric", month: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** The cities whose zones have names of their own in the house's languages. */
const cities = [
  ...(["Amsterdam", "Athens", "Berlin", "Brussels", "Copenhagen", "Dubai", "Istanbul", "Lisbon", "London", "Moscow", "New_York", "Paris"] as const),
  ...(["Prague", "Riyadh", "Rome", "Seoul", "Shanghai", "Singapore", "Stockholm", "Tokyo", "Vienna", "Warsaw", "Zurich"] as const),
];

/** How the city that a zone is named after is called here: "Europe/Rome" is Rom, Roma, Rome. */
export function useCityOf(): (zone: string) => string {
  const t = useWords("common");
  return (zone) => {
    const last = zone.split("/").at(-1) ?? zone;
    const known = cities.find((city) => city === last);
    return known ? t(`cities.${known}`) : last.replaceAll("_", " ");
  };
}

type Shape = "full" | "day" | "date" | "short" | "time";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each language, zone and shape: making one costs more than a hundred uses, and a conversation uses it for each line. */
function formatOf(lang: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${Object.entries(options).join()}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(lang, { ...options, timeZone: zone, hourCycle: "h23" });
  formats.set(key, known);
  return known;
}

/** A moment in words, in one zone and language: full is date and time, short the same in few letters. Hours are of twenty-four. */
export function inWords(at: string, lang: string, zone: string, shape: Shape): string {
  const write = (options: Intl.DateTimeFormatOptions) =>
    formatOf(lang === "en" ? "en-GB" : lang, zone, options).format(new Date(at)).replace(/(\d\S*) (?=\p{L})/u, "$1\u00a0"); // a day stays with its month
  if (shape === "time") return write(clock);
  if (shape === "day" || shape === "date") return write(shapes[shape]);
  return `${write(shape === "full" ? shapes.date : shapes.short)}, ${write(clock)}`;
}

/** The browser's own zone, once it was asked for; empty before. */
let ownZone = "";

/** The reader's own zone and its city once the screen is alive; before, and where `fixed`, the given one. */
export function useZone(zone: string, city?: string, fixed = false): { zone: string; city: string; isOwn: boolean } {
  const alive = useHydrated();
  const cityOf = useCityOf();
  const there = city ?? cityOf(zone);
  if (fixed || !alive) return { zone, city: there, isOwn: false };
  ownZone ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = ownZone || zone;
  return own === zone ? { zone, city: there, isOwn: true } : { zone: own, city: cityOf(own), isOwn: true };
}

type Props = { at: string; zone: string; city?: string; shape?: Shape; fixed?: boolean; withCity?: boolean; className?: string };

/**
 * A moment as the reader lives it. The house writes it in the event's zone; the browser turns it to the reader's own unless `fixed`.
 * `withCity` names the city after it, so that nobody guesses.
 */
export function When({ at, zone, city, shape = "full", fixed, withCity = false, className }: Props) {
  const t = useWords("common");
  const here = useZone(zone, city, fixed);
  const words = inWords(at, useLanguage(), here.zone, shape);
  return (
    <time className={className} dateTime={at} suppressHydrationWarning>
      {withCity ? t("when.in", { when: words, city: here.city }) : words}
    </time>
  );
}

/** "Your time, Singapore", or before the page is alive "Time in Milano". */
export function WhenLabel({ zone, city, fixed }: Pick<Props, "zone" | "city" | "fixed">) {
  const t = useWords("common");
  const here = useZone(zone, city, fixed);
  return <>{t(here.isOwn ? "when.yours" : "when.there", { city: here.city })}</>;
}
