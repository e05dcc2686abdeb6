import { useWords } from "#app/i18n/use-words.ts";
import { Check } from "#app/ui/check.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Kbd, useKeyNames } from "#app/ui/kbd.tsx";

const keys = [
  ["J", "down"],
  ["K", "up"],
  ["H", "hide"],
  ["M", "mute"],
  ["X", "remove"],
  ["?", "list"],
] as const;

interface Props {
  open: boolean;
  onClose: () => void;
  isWanted: boolean;
  onWant: (isWanted: boolean) => void;
  isModerating: boolean;
}

/** What the keyboard does at the desk, and the switch to turn its single keys off. */
export function KeysDialog({ open, onClose, isWanted, onWant, isModerating }: Props) {
  const t = useWords("desk");
  const called = useKeyNames();
  const shown = keys.filter(([, what]) => isModerating || what === "list");
  return (
    <Dialog open={open} onClose={onClose} title={t("keys.title")}>
      <dl className="keys">
        {shown.map(([key, what]) => (
          <div key={key}>
            <dt>
              <Kbd of={key} />
              <span className="vh">{called(key)}</span>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="soft my-4">{t("keys.curtain")}</p>
      <p className="soft my-4">{t("keys.enter")}</p>
      <Check checked={isWanted} onChange={(event) => onWant(event.target.checked)}>
        {t("keys.wanted")}
      </Check>
    </Dialog>
  );
}
