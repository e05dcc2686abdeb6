import { CornersInIcon } from "@phosphor-icons/react/dist/csr/CornersIn";
import { CornersOutIcon } from "@phosphor-icons/react/dist/csr/CornersOut";
import { DevicesIcon } from "@phosphor-icons/react/dist/csr/Devices";
import { KeyboardIcon } from "@phosphor-icons/react/dist/csr/Keyboard";
import { SignOutIcon } from "@phosphor-icons/react/dist/csr/SignOut";
import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { SpeakerSlashIcon } from "@phosphor-icons/react/dist/csr/SpeakerSlash";
import type { RefObject } from "react";
import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useHydrated } from "#app/ui/hydrated.ts";
import { IconButton } from "#app/ui/icon-button.tsx";

interface Props {
  stage: RefObject<HTMLElement>;
  hasSound: boolean;
  onSound: () => void;
  onKeys: () => void;
  /** Absent where a seat may not be handed over. */
  onMove?: () => void;
  onLeave: () => void;
}

/** Sound, full screen, keys, and the way out. */
export function Tools({ stage, hasSound, onSound, onKeys, onMove, onLeave }: Props) {
  const t = useWords("room");
  const { isFull, mayFill, turn } = useFull(stage);
  return (
    <fieldset className="bar__tools" aria-label={t("tools.title")}>
      <IconButton icon={hasSound ? SpeakerHighIcon : SpeakerSlashIcon} label={t(hasSound ? "tools.soundOff" : "tools.soundOn")} onClick={onSound} />
      {mayFill ? <IconButton icon={isFull ? CornersInIcon : CornersOutIcon} label={t(isFull ? "tools.smaller" : "tools.full")} onClick={turn} /> : null}
      <IconButton className="wide" icon={KeyboardIcon} label={t("tools.keys")} onClick={onKeys} />
      {onMove ? <IconButton icon={DevicesIcon} label={t("tools.move")} onClick={onMove} /> : null}
      <IconButton icon={SignOutIcon} label={t("tools.leave")} onClick={onLeave} />
    </fieldset>
  );
}

function useFull(box: RefObject<HTMLElement>) {
  const mayFill = useHydrated() && document.fullscreenEnabled;
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement === box.current && box.current !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [box]);
  const turn = () => void (isFull ? document.exitFullscreen() : box.current?.requestFullscreen())?.catch(() => {}); // the browser may refuse: nothing is lost
  return { isFull, mayFill, turn };
}
