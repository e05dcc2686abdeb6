import { useEffect, useState } from "react";

const lookEveryMs = 100;
/** The softest and the loudest of interest, in decibels below full. */
const softest = -60;
const loudest = -6;
/** A microphone that is too near or too loud gives its highest value again and again. */
const full = 0.99;
const fullTimes = 3;

/** Loudness as ears judge it: from 0, a still room, to 1, too loud. */
function loudness(wave: Float32Array): number {
  const decibels = 10 * Math.log10(wave.reduce((sum, one) => sum + one * one, 0) / wave.length + 1e-12);
  return Math.min(1, Math.max(0, (decibels - softest) / (loudest - softest)));
}

/** Whether a wave was cut off: some of its peaks are as high as they can be. */
export const isClipped = (wave: ArrayLike<number>): boolean => {
  let times = 0;
  for (let at = 0; at < wave.length; at++) if (Math.abs(wave[at] ?? 0) >= full) times += 1;
  return times >= fullTimes;
};

/**
 * Listens to a stream's sound and tells how loud it is, from 0 to 1, and whether its peaks are cut off, ten times a second,
 * until the answer is called. A browser that lets nobody listen before a press is silent (null) until there was one.
 */
export function listenTo(stream: MediaStream, onLevel: (level: number | null, isCutOff: boolean) => void): () => void {
  const context = new AudioContext();
  const listener = context.createAnalyser();
  listener.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(listener);
  const wave = new Float32Array(listener.fftSize);
  const wake = () => void context.resume().catch(() => {}); // the next press tries again
  addEventListener("pointerdown", wake);
  addEventListener("keydown", wake);
  const timer = setInterval(() => {
    if (context.state !== "running") return onLevel(null, false);
    listener.getFloatTimeDomainData(wave);
    onLevel(loudness(wave), isClipped(wave));
  }, lookEveryMs);
  return () => {
    removeEventListener("pointerdown", wake);
    removeEventListener("keydown", wake);
    clearInterval(timer);
    void context.close();
  };
}

/** How loud a stream is, from 0 to 1, ten times a second; 0 without one. */
export function useLevel(stream: MediaStream | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (!stream || stream.getAudioTracks().length === 0) return;
    const stop = listenTo(stream, (heard) => setLevel(heard ?? 0));
    return () => {
      stop();
      setLevel(0);
    };
  }, [stream]);
  return level;
}
