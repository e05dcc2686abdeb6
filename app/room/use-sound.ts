import { useCallback, useEffect, useRef, useState } from "react";

type Said = "taken" | "free";

export interface OwnSound {
  hasSound: boolean;
  /** Another tab of this browser sounds instead. */
  isElsewhere: boolean;
  turn: (hasSound: boolean) => void;
}

/** Whether this tab sounds. Of several tabs at the same event only the newest does, or the one where it was asked for. */
export function useSound(eventId: string): OwnSound {
  const [now, setNow] = useState({ hasSound: true, isElsewhere: false });
  const channel = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    if (!("BroadcastChannel" in window)) return;
    const others = new BroadcastChannel(`sound ${eventId}`);
    channel.current = others;
    others.onmessage = ({ data }: MessageEvent<Said>) =>
      setNow((was) => (data === "taken" && was.hasSound ? { hasSound: false, isElsewhere: true } : data === "free" && was.isElsewhere ? { hasSound: true, isElsewhere: false } : was));
    others.postMessage("taken" satisfies Said);
    const free = () => others.postMessage("free" satisfies Said);
    window.addEventListener("pagehide", free);
    return () => {
      window.removeEventListener("pagehide", free);
      free();
      others.close();
      channel.current = null;
    };
  }, [eventId]);
  const turn = useCallback((hasSound: boolean) => {
    if (hasSound) channel.current?.postMessage("taken" satisfies Said);
    setNow({ hasSound, isElsewhere: false });
  }, []);
  return { ...now, turn };
}
