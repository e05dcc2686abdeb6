import type { Mark } from "#contracts/mark.ts";
import type { LinePlace } from "#contracts/mark-drawing.ts";
import { levelAt, linePlaces, lineShiftMs, lineTurn, reliefOf, tilePixels, tilesAcross, unpackCells, veilLevels } from "#contracts/mark-drawing.ts";

/** What of a picture's light a line stands on: ink is for the light places, white for all others. */
export type Ground = "dark" | "light";

/** One drawing of the marks, in the canvas's own pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The pattern, as large as the drawing. */
  readonly pattern: CanvasImageSource;
  readonly line: string;
  /** Pixels of the letters' height. */
  readonly size: number;
  /** How often the line has moved on. */
  readonly shift: number;
  /** The ground under each copy of the line. */
  groundAt(place: LinePlace): Ground;
}

const inks = { dark: "rgb(255 255 255 / 0.13)", light: "rgb(26 23 18 / 0.1)" } as const satisfies Record<Ground, string>;
const face = '"Hanken Grotesk Variable", "Hanken Grotesk", system-ui, sans-serif';
const fontOf = (size: number): string => `500 ${size}px ${face}`;

/** Between which pixels of the tile each pixel of a line lies, and how far from the first to the second. */
function betweens(length: number, width: number) {
  const one = new Uint8Array(length);
  const other = new Uint8Array(length);
  const share = new Float32Array(length);
  for (let pixel = 0; pixel < length; pixel += 1) {
    const at = ((pixel + 0.5) * tilePixels * tilesAcross) / width - 0.5;
    const first = Math.floor(at);
    one[pixel] = ((first % tilePixels) + tilePixels) % tilePixels;
    other[pixel] = (first + 1 + tilePixels) % tilePixels;
    share[pixel] = at - first;
  }
  return { one, other, share };
}

/** The pattern of a mark over a whole picture, almost transparent; null where this browser cannot draw it. */
export function patternOf({ cells }: Pick<Mark, "cells">, width: number, height: number): HTMLCanvasElement | null {
  const layer = document.createElement("canvas");
  [layer.width, layer.height] = [width, height];
  const context = layer.getContext("2d");
  if (!context) return null;
  const relief = reliefOf(unpackCells(cells));
  const [columns, rows] = [betweens(width, width), betweens(height, width)];
  const drawn = context.createImageData(width, height);
  const pixels = new Uint32Array(drawn.data.buffer);
  const inks = Uint32Array.from({ length: veilLevels + 1 }, (_, level) => (veilLevels << 24) | (Math.round((level * 255) / veilLevels) * 0x010101));
  for (let y = 0; y < height; y += 1) {
    const [top, bottom, down] = [(rows.one[y] ?? 0) * tilePixels, (rows.other[y] ?? 0) * tilePixels, rows.share[y] ?? 0];
    for (let x = 0; x < width; x += 1) {
      const [left, right, across] = [columns.one[x] ?? 0, columns.other[x] ?? 0, columns.share[x] ?? 0];
      const above = (relief[top + left] ?? 0) * (1 - across) + (relief[top + right] ?? 0) * across;
      const below = (relief[bottom + left] ?? 0) * (1 - across) + (relief[bottom + right] ?? 0) * across;
      pixels[y * width + x] = inks[levelAt(above * (1 - down) + below * down, Math.random())] ?? 0;
    }
  }
  context.putImageData(drawn, 0, 0);
  return layer;
}

/** The line with the time of the event's own place, as it moves on; on a narrow picture without the time. */
export function lineAt({ line, zone }: Pick<Mark, "line" | "zone">, now: number, isNarrow: boolean): { line: string; shift: number } {
  const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(now);
  return { line: isNarrow ? line : `${line} · ${time}`, shift: Math.floor(now / lineShiftMs) };
}

/** Draws both marks anew: the pattern, then the copies of the line. */
export function draw(context: CanvasRenderingContext2D, { width, height, pattern, line, size, shift, groundAt }: Drawing): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.drawImage(pattern, 0, 0);
  context.font = fontOf(size);
  const turn = (lineTurn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (const place of linePlaces(width, height, context.measureText(line).width, size, shift)) {
    context.setTransform(cos, sin, -sin, cos, place.x, place.y);
    context.fillStyle = inks[groundAt(place)];
    context.fillText(line, 0, 0);
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
}
