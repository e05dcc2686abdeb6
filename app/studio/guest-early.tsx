import { useWords } from "#app/i18n/use-words.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";

/** Press or influencer, or not: a form of its own, so that it works without script. */
export function EarlySwitch({ goal, guestId, name, isEarly }: { goal: string; guestId: string; name: string; isEarly: boolean }) {
  const t = useWords("studio");
  const acts = useActs();
  return (
    <acts.Form method="post" action={goal}>
      <input type="hidden" name="guestId" value={guestId} />
      <input type="hidden" name="isEarly" value={isEarly ? "no" : "yes"} />
      <Button type="submit" size="work" kind="plain" className="px-0! min-h-6!" pending={acts.state !== "idle"} aria-pressed={isEarly} aria-label={t("guests.earlyOf", { name })}>
        {t(isEarly ? "guests.earlyOn" : "guests.earlyOff")}
      </Button>
    </acts.Form>
  );
}
