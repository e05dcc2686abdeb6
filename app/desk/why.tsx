import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import { useWords } from "#app/i18n/use-words.ts";
import { Icon } from "#app/ui/icon.tsx";
import type { CommandReason } from "#contracts/commands.ts";

/** Why a press came to nothing, in words, beside what was pressed. */
export function Why({ reason }: { reason: CommandReason | null }) {
  const t = useWords("desk");
  if (!reason) return null;
  return (
    <p className="entry__error mt-2" role="alert">
      <Icon of={ProhibitIcon} size="small" />
      <span>{t(`refused.${reason}`)}</span>
    </p>
  );
}
