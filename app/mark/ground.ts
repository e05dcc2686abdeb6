import type { Ground } from "#app/mark/draw.ts";

const columns = 16;
const rows = 9;
/** Brighter than the one turns a place light, darker than the other turns it dark again: between them it stays. */
const [lightFrom, darkFrom] = [0.62, 0.5];

/** Looks now and then at the light of the pictures under the marks, coarsely: a few dozen places. */
export function openGround() {
  const eye = document.createElement("canvas");
  [eye.width, eye.height] = [columns, rows];
  const context = eye.getContext("2d", { willReadFrequently: true });
  const isLight = new Uint8Array(columns * rows);

  return {
    /** Looks again, at each picture where it lies in the box; true when any place has changed. */
    look(box: HTMLElement): boolean {
      if (!context) return false;
      const around = box.getBoundingClientRect();
      if (around.width === 0 || around.height === 0) return false;
      context.clearRect(0, 0, columns, rows);
      for (const video of box.querySelectorAll("video")) {
        const at = video.getBoundingClientRect();
        if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
        const [x, y] = [(at.left - around.left) / around.width, (at.top - around.top) / around.height];
        context.drawImage(video, x * columns, y * rows, (at.width / around.width) * columns, (at.height / around.height) * rows);
      }
      const { data } = context.getImageData(0, 0, columns, rows);
      let hasChanged = false;
      isLight.forEach((was, i) => {
        const brightness = (0.3 * (data[i * 4] ?? 0) + 0.59 * (data[i * 4 + 1] ?? 0) + 0.11 * (data[i * 4 + 2] ?? 0)) / 255;
        const is = brightness > lightFrom ? 1 : brightness < darkFrom ? 0 : was;
        isLight[i] = is;
        hasChanged ||= is !== was;
      });
      return hasChanged;
    },
    /** The ground at a place, as parts of the whole. */
    at(x: number, y: number): Ground {
      const column = Math.min(columns - 1, Math.max(0, Math.floor(x * columns)));
      const row = Math.min(rows - 1, Math.max(0, Math.floor(y * rows)));
      return isLight[row * columns + column] ? "light" : "dark";
    },
  };
}
