import { CornersInIcon } from "@phosphor-icons/react/dist/csr/CornersIn";
import { CornersOutIcon } from "@phosphor-icons/react/dist/csr/CornersOut";
import { PictureInPictureIcon } from "@phosphor-icons/react/dist/csr/PictureInPicture";
import { SignOutIcon } from "@phosphor-icons/react/dist/csr/SignOut";
import { SlidersHorizontalIcon } from "@phosphor-icons/react/dist/csr/SlidersHorizontal";
import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { SpeakerSlashIcon } from "@phosphor-icons/react/dist/csr/SpeakerSlash";
import { useWords } from "#app/i18n/use-words.ts";
import type { Float } from "#app/room/use-float.ts";
import type { Full } from "#app/room/use-full.ts";
import { IconButton } from "#app/ui/icon-button.tsx";

interface Props {
  hasSound: boolean;
  onSound: () => void;
  full: Full;
  /** Null where the picture must stay in its place. */
  float: Float | null;
  onSettings: () => void;
  onLeave: () => void;
}

/** Sound, a small window, full screen, the wishes, and the way out. */
export function Tools({ hasSound, onSound, full, float, onSettings, onLeave }: Props) {
  const t = useWords("room");
  return (
    <fieldset className="bar__tools" aria-label={t("tools.title")}>
      <IconButton icon={hasSound ? SpeakerHighIcon : SpeakerSlashIcon} label={t(hasSound ? "tools.soundOff" : "tools.soundOn")} onClick={onSound} />
      {float?.isThere ? <IconButton className="wide" icon={PictureInPictureIcon} label={t(float.isFloating ? "tools.floatBack" : "tools.float")} pressed={float.isFloating} onClick={float.turn} /> : null}
      {full.isThere ? <IconButton icon={full.isFull ? CornersInIcon : CornersOutIcon} label={t(full.isFull ? "tools.smaller" : "tools.full")} onClick={full.turn} /> : null}
      <IconButton icon={SlidersHorizontalIcon} label={t("tools.settings")} onClick={onSettings} />
      <IconButton icon={SignOutIcon} label={t("tools.leave")} onClick={onLeave} />
    </fieldset>
  );
}
