/** How long an answer of the media server is believed, in milliseconds. */
const believedMs = 1000;

/**
 * Watches whether the media server that a house has answers: asked when somebody wants to know, by all of the same second
 * together. A house without one has lost nothing (C10).
 */
export function watchMedia(media: () => { isOurs(): Promise<boolean> } | null) {
  let asked: { at: number; isLost: Promise<boolean> } | null = null;
  return (): Promise<boolean> => {
    const present = media();
    if (!present) return Promise.resolve(false);
    const at = performance.now();
    if (!asked || at - asked.at > believedMs) asked = { at, isLost: present.isOurs().then((isThere) => !isThere, () => true) };
    return asked.isLost;
  };
}
