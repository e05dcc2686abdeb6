import { useEffect, useState } from "react";

const lookEveryMs = 100;

/** How loud a stream is, from 0 to 1, ten times a second; 0 without one. */
export function useLevel(stream: MediaStream | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return;
    const context = new AudioContext();
    const listener = context.createAnalyser();
    listener.fftSize = 512;
    context.createMediaStreamSource(stream).connect(listener);
    const wave = new Float32Array(listener.fftSize);
    const timer = setInterval(() => {
      listener.getFloatTimeDomainData(wave);
      const loudness = Math.sqrt(wave.reduce((sum, one) => sum + one * one, 0) / wave.length);
      setLevel(Math.min(1, loudness * 4));
    }, lookEveryMs);
    return () => {
      clearInterval(timer);
      setLevel(0);
      void context.close();
    };
  }, [stream]);
  return level;
}
