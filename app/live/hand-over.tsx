import { lazy, Suspense, useState } from "react";
import { useNews } from "#app/live/live.tsx";
import type { Knocked } from "#app/live/move-dialog.tsx";

/** Its code comes only when a seat is to move. */
const MoveDialog = lazy(() => import("#app/live/move-dialog.tsx").then((it) => ({ default: it.MoveDialog })));

/** Hands this seat to another screen of the same guest, and says when their link was opened somewhere else. */
export function HandOver({ open, mayMove, onOpen, onClose }: { open: boolean; mayMove: boolean; onOpen: () => void; onClose: () => void }) {
  const [knocked, setKnocked] = useState<Knocked | null>(null);
  useNews("door.knocked", (news) => {
    setKnocked(news);
    onOpen();
  });
  const close = () => {
    setKnocked(null);
    onClose();
  };
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <MoveDialog mayMove={mayMove} knocked={knocked} onClose={close} />
    </Suspense>
  );
}
