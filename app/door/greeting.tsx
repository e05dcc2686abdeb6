import { useWords } from "#app/i18n/use-words.ts";
import { useHydrated } from "#app/ui/hydrated.ts";

type Hour = "welcome" | "morning" | "afternoon" | "evening";

/** How one greets at this hour of the day (0 to 23); at night it is still evening. */
export const hourOf = (hour: number): Hour => (hour < 5 || hour >= 18 ? "evening" : hour < 12 ? "morning" : "afternoon");

/** A greeting by the reader's own hour, which only the browser knows: until it speaks, one that fits every hour. */
export function Greeting({ name }: { name: string | null }) {
  const t = useWords("door");
  const hour: Hour = useHydrated() ? hourOf(new Date().getHours()) : "welcome";
  const greeting = t(`greeting.${hour}`);
  if (!name) return <h1>{greeting}</h1>;
  return (
    <h1>
      {t("greeting.comma", { greeting })}
      <br />
      {name}
    </h1>
  );
}
