import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useLive, useNews } from "#app/live/live.tsx";
import type { PieceNow } from "#app/piece/piece-now.ts";
import type { NewsBody } from "#contracts/news.ts";

/** Those who see the piece in the same second do not all ask for the page in the same second: within so many milliseconds. */
const spreadMs = 4000;

/**
 * The piece as the house says: the loader's word, and the moment it is shown. Behind the curtain it is veiled again; a
 * page that was loaded before the reveal, or behind the curtain, asks its loader for what it lacks.
 */
export function usePiece(loaded: PieceNow, isDown: boolean): PieceNow {
  const { lens } = useLive();
  const { revalidate } = useRevalidator();
  const [piece, setPiece] = useState(loaded);
  // A page that was on its way when the piece was shown knows less than the news.
  useEffect(() => setPiece((was) => (loaded.product?.isVeiled && was.product?.isVeiled === false ? was : loaded)), [loaded]);
  const show = ({ product }: NewsBody<"stage.revealed">) => setPiece((was) => ({ lens: "full", product, files: product?.files ?? was.files }));
  useNews("stage.revealed", show);
  useNews("stage.shownEarly", show);

  const isLacking = lens === "full" && !isDown && piece.product?.isVeiled === true;
  const isRenamed = lens === "full" && !isDown && loaded.lens === "veiled";
  const wish = isLacking ? "piece" : isRenamed ? "name" : null;
  const asked = useRef<typeof wish>(null);
  useEffect(() => {
    if (wish === asked.current) return;
    asked.current = wish;
    if (!wish) return;
    const timer = setTimeout(revalidate, wish === "piece" ? 0 : Math.random() * spreadMs);
    return () => clearTimeout(timer);
  }, [wish, revalidate]);
  return isDown ? { ...piece, product: piece.product && { isVeiled: true }, files: [] } : piece;
}
