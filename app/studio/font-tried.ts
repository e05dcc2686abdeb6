import type { ChangeEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { isSaid } from "#app/studio/said.ts";
import type { Said } from "#app/studio/said.ts";
import { rangeOf } from "#app/maison/faces.ts";
import type { Lacking } from "#contracts/maison.ts";
import { fontBytesMax } from "#contracts/maison.ts";

/** What is said of a font that was chosen: why it cannot be worn, or what it lacks. `refused`: by this browser. */
type FontTried = { fault: Said | "refused" } | { lacking: Lacking; hasFigures: boolean };

/** The family a chosen font is shown in before it is kept. */
const triedFamily = "Maison Tried";

async function ask(file: File): Promise<FontTried> {
  const body = new FormData();
  body.set("file", file);
  const answer = await fetch("/studio/maison/font/try", { method: "POST", body });
  if (!answer.ok || answer.redirected) return { fault: "fontBroken" };
  const said = await answer.json();
  return "fault" in said ? { fault: isSaid(said.fault) ? said.fault : "fontBroken" } : said;
}

/** Shows a chosen font in this browser and asks the house about it; the last choice counts. */
export function useFontTried(onShown: (family: string | null) => void): { tried: FontTried | null; isAsking: boolean; onChoose(change: ChangeEvent<HTMLInputElement>): void; forget(): void } {
  const [tried, setTried] = useState<FontTried | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const shown = useRef<FontFace | null>(null);
  const nth = useRef(0);
  const takeAway = () => {
    if (shown.current) document.fonts.delete(shown.current);
    shown.current = null;
  };
  useEffect(() => takeAway, []);

  async function choose(file: File, turn: number): Promise<void> {
    const said = file.size > fontBytesMax ? { fault: "fontLarge" as const } : await ask(file).catch(() => ({ fault: "fontBroken" as const }));
    const face = "fault" in said ? null : await new FontFace(triedFamily, await file.arrayBuffer(), { unicodeRange: rangeOf(said.hasFigures) }).load().catch(() => null);
    if (turn !== nth.current) return;
    setIsAsking(false);
    setTried("fault" in said || face ? said : { fault: "refused" });
    if (!face) return;
    document.fonts.add(face);
    shown.current = face;
    onShown(`"${triedFamily}"`);
  }
  const forget = () => {
    nth.current += 1;
    takeAway();
    setTried(null);
    setIsAsking(false);
    onShown(null);
  };
  return {
    tried,
    isAsking,
    forget,
    onChoose({ target }) {
      forget();
      const file = target.files?.[0];
      if (!file) return;
      setIsAsking(true);
      void choose(file, nth.current);
    },
  };
}
