import { useEffect, useState } from "react";

/** Where the stage's sound comes out: in the ear by the device's name, into the room, or into the room with nothing to take the echo away. */
export type Ear = "ear" | "open" | "echo";

const worn = /head|ear|airpod|buds|kopfh|cuffi|auricol|casque|écouteur|hands.?free/i;

/** What the names of the outputs and the microphone's own settings tell; null where the browser names no output. */
export function earOf(outputs: readonly { deviceId: string; label: string }[], takesEchoAway: boolean | undefined): Ear | null {
  const used = outputs.find(({ deviceId }) => deviceId === "default") ?? outputs[0];
  if (used && worn.test(used.label)) return "ear";
  if (takesEchoAway === false) return "echo";
  return used?.label ? "open" : null;
}

/** Follows where the stage's sound comes out, as far as this browser says. */
export function useEar(own: MediaStream | null): Ear | null {
  const [ear, setEar] = useState<Ear | null>(null);
  useEffect(() => {
    if (!own) return setEar(null);
    let isOver = false;
    const look = async () => {
      const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
      const takesEchoAway: unknown = own.getAudioTracks()[0]?.getSettings().echoCancellation;
      if (!isOver) setEar(earOf(all.filter(({ kind }) => kind === "audiooutput"), takesEchoAway === false ? false : undefined));
    };
    void look();
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => {
      isOver = true;
      navigator.mediaDevices?.removeEventListener("devicechange", look);
    };
  }, [own]);
  return ear;
}
