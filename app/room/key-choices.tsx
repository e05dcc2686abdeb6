import { useWords } from "#app/i18n/use-words.ts";
import type { Wish } from "#app/room/use-keys.ts";
import { Check } from "#app/ui/check.tsx";

/** Where one says which keys shall work; not shown where there is nothing but a finger. */
export function KeyChoices({ wish, onWish }: { wish: Wish; onWish: (wish: Wish) => void }) {
  const t = useWords("room");
  return (
    <fieldset className="settings__keys">
      <legend className="type-sub">{t("keys.title")}</legend>
      <p className="small soft">{t("keys.text")}</p>
      <Check checked={wish.general} onChange={(event) => onWish({ ...wish, general: event.target.checked })}>
        {t("keys.general")}
      </Check>
      <Check checked={wish.reactions} onChange={(event) => onWish({ ...wish, reactions: event.target.checked })}>
        {t("keys.reactions")}
      </Check>
    </fieldset>
  );
}
