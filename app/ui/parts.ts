/** A part of a page whose code comes by itself. */
interface Part<T> {
  /** What came; null as long as it has not. */
  here(): T | null;
  come(): Promise<T>;
}

const drawn: Promise<unknown>[] = [];

/** Resolves when the code of every part is here that this page shows already: before that it is not drawn by the house, nor taken over in a browser. */
export const partsHere = async (): Promise<void> => void (await Promise.allSettled(drawn));

/**
 * A part that is fetched when it is first needed; at once where the page shows it already (`at` finds it), so that it is
 * taken over whole. A boundary that still waits for its code breaks as soon as anything around it turns.
 */
export function openPart<T>(at: string, load: () => Promise<T>): Part<T> {
  let here: T | null = null;
  const come = async () => {
    here ??= await load();
    return here;
  };
  if (typeof document === "undefined" || document.querySelector(at)) drawn.push(come());
  return { here: () => here, come };
}
