const seconds = 2.4;
const notes = [523.25, 659.25] as const; // a quiet third: C5 and E5, one after the other

export interface Tone {
  /** How loud it is now, from 0 to 1. */
  level(): number;
  stop(): void;
}

/** Plays a soft tone of two notes for some seconds, and calls `onEnd` when it is over. Throws where the browser makes no sound. */
export async function playTone(onEnd: () => void): Promise<Tone> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  analyser.connect(context.destination);
  try {
    await context.resume();
    notes.forEach((frequency, at) => {
      const from = context.currentTime + 0.05 + at * 0.7;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(0.22, from + 0.12);
      gain.gain.exponentialRampToValueAtTime(0.001, from + 1.6);
      const voice = context.createOscillator();
      voice.frequency.value = frequency;
      voice.connect(gain).connect(analyser);
      voice.start(from);
      voice.stop(from + 1.65);
    });
  } catch (fault) {
    void context.close();
    throw fault;
  }
  const wave = new Float32Array(analyser.fftSize);
  let isOver = false;
  const stop = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    void context.close();
    onEnd();
  };
  const timer = setTimeout(stop, seconds * 1000);
  return {
    level() {
      if (isOver) return 0;
      analyser.getFloatTimeDomainData(wave);
      return Math.min(1, wave.reduce((most, one) => Math.max(most, Math.abs(one)), 0) * 3);
    },
    stop,
  };
}
