import { useReactions } from "#app/feel/use-reactions.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { ReactionIcon } from "#app/ui/reaction-icon.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

const feltByHandMs = 12;

/** The four signs, large enough for anybody in the boutique; felt in the hand where the tablet can. */
export function Keys({ isOff }: { isOff: boolean }) {
  const t = useWords("tablet");
  const live = useLive();
  const mayReact = !isOff && live.may.includes("reaction.send") && live.state === "open";
  const { felt, send } = useReactions(mayReact);
  const press = (reaction: Reaction) => {
    if (mayReact) navigator.vibrate?.(feltByHandMs);
    send(reaction);
  };
  return (
    <section className="keys" aria-label={t("keys.title")}>
      {reactions.map((reaction) => (
        <button key={reaction} type="button" className="key" aria-disabled={!mayReact || undefined} data-felt={felt === reaction || undefined} onClick={() => press(reaction)}>
          <ReactionIcon reaction={reaction} />
          {t(`keys.${reaction}`)}
        </button>
      ))}
    </section>
  );
}
