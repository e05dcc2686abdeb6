/** Squares of the canvas that are remembered, where nobody else knows, and how many of them are looked at each time. */
const squares = 32;
const lookedAt = 6;
const sidePixels = 24;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly pixels: Uint8ClampedArray;
}

export interface PixelSeal {
  /** Whether the canvas is as it was drawn, as far as some of the squares tell. */
  holds(): boolean;
}

const sameAs = (a: Uint8ClampedArray, b: Uint8ClampedArray): boolean => a.length === b.length && a.every((value, i) => value === b[i]);

/**
 * Remembers what was drawn, in squares at random places. Null where the browser does not let a page see its own drawing
 * (some give noise instead, against being known again): a mark that cannot be checked counts as not drawn.
 */
export function sealPixels(context: CanvasRenderingContext2D): PixelSeal | null {
  const { width, height } = context.canvas;
  if (width < sidePixels || height < sidePixels) return null;
  const read = (x: number, y: number): Uint8ClampedArray => context.getImageData(x, y, sidePixels, sidePixels).data;
  const known: Square[] = Array.from({ length: squares }, () => {
    const x = Math.floor(Math.random() * (width - sidePixels));
    const y = Math.floor(Math.random() * (height - sidePixels));
    return { x, y, pixels: read(x, y) };
  });
  const isDrawn = known.every(({ x, y, pixels }) => pixels.some((value, i) => i % 4 === 3 && value > 0) && sameAs(read(x, y), pixels));
  if (!isDrawn) return null;
  let next = 0;
  return {
    holds() {
      const some = Array.from({ length: lookedAt }, (_, i) => known[(next + i) % squares]);
      next = (next + lookedAt) % squares;
      return some.every((square) => square !== undefined && sameAs(read(square.x, square.y), square.pixels));
    },
  };
}
