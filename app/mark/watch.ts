import type { Tampering } from "#contracts/mark.ts";

/** The marks are looked at this often, and at once when anything about them changes. */
const lookEveryMs = 250;
/** Boxes count as equal within so many pixels: zoom leaves fractions. */
const slack = 1.5;

/** How the canvas with the marks must lie over its pictures, as the browser computes it. */
const mustBe = {
  position: "absolute",
  display: "block",
  visibility: "visible",
  opacity: "1",
  mixBlendMode: "normal",
  filter: "none",
  clipPath: "none",
  maskImage: "none",
  transform: "none",
  translate: "none",
  rotate: "none",
  scale: "none",
  pointerEvents: "auto",
} as const satisfies Partial<Record<keyof CSSStyleDeclaration, string>>;
const styles = Object.entries(mustBe) as [keyof typeof mustBe, string][];

/** What could show the picture once more, above its marks. */
const showsPictures = "video, canvas, iframe";

interface Watched {
  box: HTMLElement;
  canvas: HTMLCanvasElement;
  /** Whether the canvas holds what was drawn. */
  holds(): boolean;
  onBroken(how: Tampering): void;
}

const isWithin = (inner: DOMRect, outer: DOMRect): boolean =>
  inner.left >= outer.left - slack && inner.top >= outer.top - slack && inner.right <= outer.right + slack && inner.bottom <= outer.bottom + slack;

const isEmpty = ({ width, height }: DOMRect): boolean => width < 1 || height < 1;

/** The tracks of a video, by their own ids. */
const trackIds = (video: HTMLVideoElement): string[] =>
  video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks().map(({ id }) => id) : [];

/** Places of a picture that are looked at from above: its middle and a fifth in from each corner. */
const fifths = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]] as const;

/** What is wrong with the marks now; null when they lie over every picture as they should. */
export function tampered({ box, canvas, holds }: Omit<Watched, "onBroken">): Tampering | null {
  const videos = [...box.querySelectorAll("video")];
  if (!canvas.isConnected || !box.isConnected || !box.contains(canvas) || canvas.ownerDocument !== document) return "gone";
  const { fullscreenElement, pictureInPictureElement } = document;
  if (fullscreenElement && !fullscreenElement.contains(canvas)) return "elsewhere";
  if (pictureInPictureElement && box.contains(pictureInPictureElement)) return "elsewhere";
  const own = new Set(videos.flatMap(trackIds));
  for (const other of document.querySelectorAll("video")) if (!box.contains(other) && trackIds(other).some((id) => own.has(id))) return "elsewhere";

  const style = getComputedStyle(canvas);
  if (style.visibility !== "visible" && videos.every((video) => getComputedStyle(video).visibility !== "visible")) return null; // the whole place is hidden
  for (const [name, value] of styles) if (name in style && style[name] !== value) return "hidden";
  const [whole, over] = [box.getBoundingClientRect(), canvas.getBoundingClientRect()];
  if (isEmpty(whole)) return null; // not shown at all, and nor is any picture
  if (!isWithin(whole, over)) return "moved";
  for (const video of videos) {
    const at = video.getBoundingClientRect();
    if (isEmpty(at)) continue;
    if (!isWithin(at, over)) return "moved";
    if (getComputedStyle(video).pointerEvents !== "auto") return "covered";
    const seen = fifths.map(([x, y]) => document.elementsFromPoint(at.left + at.width * x, at.top + at.height * y));
    if (seen.some((stack) => isCovered(stack, video, canvas, box))) return "covered";
  }
  return holds() ? null : "changed";
}

/** Whether something lies over the marks that could show a picture without them, or the picture lies over the marks itself. */
function isCovered(stack: readonly Element[], video: HTMLVideoElement, canvas: HTMLCanvasElement, box: HTMLElement): boolean {
  const mark = stack.indexOf(canvas);
  const picture = stack.indexOf(video);
  if (mark < 0) return picture >= 0;
  if (picture >= 0 && picture < mark) return true;
  return stack.slice(0, mark).some((above) => {
    const isForeign = above.matches(showsPictures) && !box.parentElement?.contains(above) && !above.closest("[role$=dialog]");
    return isForeign || getComputedStyle(above).backdropFilter.includes("(");
  });
}

/** Watches the marks until it is told to stop; says once what was done to them, within half a second. */
export function watch(watched: Watched): () => void {
  const { box, canvas, onBroken } = watched;
  let isOver = false;
  const look = () => {
    if (isOver) return;
    const how = tampered(watched);
    if (!how) return;
    stop();
    onBroken(how);
  };
  const changes = new MutationObserver(look);
  const sizes = new ResizeObserver(look);
  const timer = setInterval(look, lookEveryMs);
  const stop = () => {
    isOver = true;
    clearInterval(timer);
    changes.disconnect();
    sizes.disconnect();
    document.removeEventListener("fullscreenchange", look);
    document.removeEventListener("enterpictureinpicture", look, true);
  };
  changes.observe(box, { childList: true, subtree: true, attributes: true, attributeFilter: ["style", "class", "hidden", "inert"] });
  if (box.parentElement) changes.observe(box.parentElement, { childList: true });
  sizes.observe(canvas);
  document.addEventListener("fullscreenchange", look);
  document.addEventListener("enterpictureinpicture", look, true);
  return stop;
}
