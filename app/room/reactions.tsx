import { useWords } from "#app/i18n/use-words.ts";
import { classes } from "#app/ui/classes.ts";
import { ReactionIcon } from "#app/ui/reaction-icon.tsx";
import type { Reaction } from "#contracts/reactions.ts";
import { reactions } from "#contracts/reaction-signs.ts";

type Props = { isOpen: boolean; felt: Reaction | null; onSend: (reaction: Reaction) => void };

/** The four signs of the room, each with its word. */
export function ReactionBar({ isOpen, felt, onSend }: Props) {
  const t = useWords("common");
  return (
    <fieldset className="reacts" aria-label={t("reactions.title")}>
      {reactions.map((reaction) => (
        <button
          key={reaction}
          type="button"
          className={classes("react", felt === reaction && "border-accent! bg-accent-wash!")}
          aria-disabled={!isOpen || undefined}
          data-felt={felt === reaction || undefined}
          onClick={() => onSend(reaction)}
        >
          <ReactionIcon reaction={reaction} />
          {t(`reactions.${reaction}`)}
        </button>
      ))}
    </fieldset>
  );
}
