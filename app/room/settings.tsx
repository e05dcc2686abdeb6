import { useWords } from "#app/i18n/use-words.ts";
import { KeyChoices } from "#app/room/key-choices.tsx";
import type { Float } from "#app/room/use-float.ts";
import type { Wish } from "#app/room/use-keys.ts";
import { choices } from "#app/room/use-picked.ts";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import type { Picked } from "#app/video/call.ts";

interface Props {
  open: boolean;
  onClose: () => void;
  picked: Picked;
  onPick: (picked: Picked) => void;
  float: Float;
  /** The picture carries this seat's mark: it stays in its place. */
  isMarked: boolean;
  wish: Wish;
  onWish: (wish: Wish) => void;
  /** Absent where a seat may not be handed over. */
  onMove?: () => void;
}

const isPicked = (value: string): value is Picked => choices.some((one) => one === value);

/** How one wants to follow: the picture, a small window, another screen, single keys. */
export function Settings({ open, onClose, picked, onPick, float, isMarked, wish, onWish, onMove }: Props) {
  const t = useWords("room");
  const withClosing = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("settings.title")}>
      <Segmented
        legend={t("settings.picture")}
        name="picture"
        value={picked}
        onChoose={(value) => isPicked(value) && onPick(value)}
        choices={choices.map((value) => ({ value, label: t(`settings.${value}`) }))}
      />
      <p className="small soft mt-2">{t(`settings.${picked}Text`)}</p>
      {isMarked ? <p className="small soft mt-3">{t("settings.marked")}</p> : null}
      <div className="settings__acts">
        {float.isThere && !isMarked && picked !== "sound" ? <Button onClick={withClosing(float.turn)}>{t(float.isFloating ? "tools.floatBack" : "tools.float")}</Button> : null}
        {onMove ? <Button onClick={withClosing(onMove)}>{t("tools.move")}</Button> : null}
      </div>
      <KeyChoices wish={wish} onWish={onWish} />
    </Dialog>
  );
}
