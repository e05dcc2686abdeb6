import { SpeakerHighIcon } from "@phosphor-icons/react/dist/csr/SpeakerHigh";
import { SpeakerSlashIcon } from "@phosphor-icons/react/dist/csr/SpeakerSlash";
import type { Track } from "livekit-client";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import type { CallTrack } from "#app/video/call.ts";
import { StagePicture } from "#app/video/stage-picture.tsx";
import type { Call } from "#app/video/use-call.ts";
import type { StageNow } from "#contracts/stage.ts";

interface Props {
  call: Call;
  /** One's own picture while it is on air; the call gives it to everybody else. */
  own: Track | null;
  stage: StageNow;
  isDown: boolean;
  hasPicture: boolean;
}

/** What the whole room sees now. Its sound is off until asked for, so that a desk beside a stage stays quiet. */
export function Programme({ call, own, stage, isDown, hasPicture }: Props) {
  const { room, tracks, state, startSound } = call;
  const t = useWords("desk");
  const { phase, isEncrypted } = useLive();
  const [hasSound, setSound] = useState(false);
  const why = isDown ? "curtain" : !hasPicture ? "none" : state === "unsupported" ? (isEncrypted ? "unsupported" : "unable") : phase !== "live" ? "notLive" : stage.onAir.length === 0 ? "nobody" : state === "joined" ? "coming" : "returning";
  const mine: CallTrack[] = own && room ? [{ identity: room.localParticipant.identity, kind: "video", track: own, isLit: true }] : [];
  return (
    <section className="mon" data-program={phase === "live" || undefined} data-curtain={isDown || undefined} aria-label={t("programme.title")}>
      <StagePicture
        tracks={isDown ? [] : [...tracks, ...mine]}
        stage={stage}
        hasSound={hasSound}
        cover={
          <>
            {isDown ? <Cloth slit={false} /> : null}
            <p className="mon__none">{t(`programme.${why}`)}</p>
          </>
        }
      />
      <span className="mon__l">{t("programme.title")}</span>
      {hasPicture && phase === "live" ? (
        <IconButton
          icon={hasSound ? SpeakerHighIcon : SpeakerSlashIcon}
          label={t(hasSound ? "programme.soundOff" : "programme.soundOn")}
          size="work"
          className="mon__sound"
          onClick={() => {
            setSound(!hasSound);
            if (!hasSound) startSound();
          }}
        />
      ) : null}
    </section>
  );
}
