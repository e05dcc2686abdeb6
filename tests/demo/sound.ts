/** Signs of sound in a second, one channel. */
export const sampleRate = 48_000;
/** One portion of sound, in milliseconds. */
export const portionMs = 50;

const loopSeconds = 16;
/** A wide, low chord in whole periods of the loop, so that it closes without a click. */
const chord = [110, 164.8125, 220, 277.1875, 329.625];

/** A slow chord, soft and audible: each voice swells in its own time. Answers portions, one after the other, for ever. */
export function openSound(volume = 0.16): () => Int16Array {
  const length = sampleRate * loopSeconds;
  const loop = new Int16Array(length);
  for (let at = 0; at < length; at += 1) {
    const seconds = at / sampleRate;
    let sum = 0;
    chord.forEach((pitch, voice) => {
      const swell = 0.55 + 0.45 * Math.sin((2 * Math.PI * (voice + 1) * seconds) / loopSeconds + voice * 1.3);
      sum += (swell * Math.sin(2 * Math.PI * pitch * seconds)) / (voice + 2);
    });
    loop[at] = Math.round(sum * volume * 32_767);
  }
  const portion = (sampleRate * portionMs) / 1000;
  let next = 0;
  return () => {
    const from = next;
    next = (next + portion) % length;
    return loop.slice(from, from + portion);
  };
}
