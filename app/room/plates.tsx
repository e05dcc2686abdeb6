import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { useWords } from "#app/i18n/use-words.ts";
import type { PictureNow } from "#app/room/picture.tsx";
import { useSpeakers } from "#app/room/use-speakers.ts";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Light } from "#app/ui/light.tsx";
import type { Picked } from "#app/video/call.ts";

interface Props {
  picture: PictureNow;
  /** The picture is there to be seen. */
  isSeen: boolean;
  picked: Picked;
  /** Sound is wanted here. */
  hasSound: boolean;
  /** Another tab of this browser sounds. */
  isElsewhere: boolean;
  onSound: () => void;
}

/** What is said on the stage itself, on plates of its own: that it is live, how the line carries, and where the sound is. */
export function Plates({ picture: { isReturning, quality, silenced }, isSeen, picked, hasSound, isElsewhere, onSound }: Props) {
  const t = useWords("room");
  const hasSpeakers = useSpeakers();
  const line = isReturning ? "returning" : quality !== "good" ? quality : picked === "light" ? "light" : null;
  const sound = hasSound && silenced ? silenced : isElsewhere ? "elsewhere" : hasSound && !hasSpeakers ? "none" : null;
  return (
    <>
      {isSeen ? (
        <div className="stage__top">
          <Light tone="accent" className="chip">
            {t("stage.live")}
          </Light>
          <span role="status">
            {line ? (
              <Light tone={line === "light" ? "note" : "wait"} className="chip">
                {t(`picture.${line}`)}
              </Light>
            ) : null}
          </span>
        </div>
      ) : null}
      {sound ? (
        <div className="stage__sound" role="status" data-why={sound}>
          {sound === "browser" ? null : <p className="chip">{t(`sound.${sound}`)}</p>}
          {sound === "none" ? null : (
            <Button kind="main" onClick={onSound}>
              <Icon of={SpeakerHighIcon} /> {t("sound.on")}
            </Button>
          )}
        </div>
      ) : null}
    </>
  );
}
