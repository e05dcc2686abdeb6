import { useEffect, useState } from "react";
import { setNameMax } from "#contracts/maison.ts";

/** The size a name is drawn at, and the width it may take, in pixels. */
const [height, widthMax] = [96, 1200];

/**
 * A name as it stands in a family: a PNG in base64, for letters, which carry no fonts. Empty where the family does not
 * come, or the picture would be too large.
 */
async function drawName(name: string, family: string): Promise<string> {
  const words = name.toUpperCase();
  const at = (size: number) => `400 ${size}px ${family}`;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const [first = ""] = family.split(",");
  const came = await document.fonts.load(at(height).replace(family, first), words).catch(() => []);
  if (!pen || came.length === 0) return "";
  const set = (size: number) => {
    pen.font = at(size);
    pen.letterSpacing = `${Math.round(size * 0.12)}px`;
  };
  set(height);
  const size = Math.min(height, (height * widthMax) / Math.max(1, pen.measureText(words).width));
  set(size);
  canvas.width = Math.ceil(pen.measureText(words).width + size);
  canvas.height = Math.ceil(size * 2);
  set(size); // a canvas forgets its pen with its size
  pen.fillText(words, size / 2, size * 1.4);
  const drawn = canvas.toDataURL("image/png").replace("data:image/png;base64,", "");
  return drawn.length <= setNameMax ? drawn : "";
}

/** The name as it stands in a family, drawn anew when either changes; empty without a family. */
export function useDrawnName(name: string, family: string | null): string {
  const [drawn, setDrawn] = useState("");
  useEffect(() => {
    let isOver = false;
    setDrawn("");
    if (family && name) void drawName(name, family).then((found) => isOver || setDrawn(found));
    return () => {
      isOver = true;
    };
  }, [name, family]);
  return drawn;
}
