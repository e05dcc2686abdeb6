import { lazy, Suspense } from "react";
import type { BeforeNow } from "#app/lobby/before.tsx";

const Before = lazy(() => import("#app/lobby/before.tsx").then((it) => ({ default: it.Before })));

/** The lobby's own part of the page; it comes by itself, so that the room is not the later for it. */
export const BeforeLater = (now: BeforeNow) => (
  <Suspense fallback={null}>
    <Before {...now} />
  </Suspense>
);
