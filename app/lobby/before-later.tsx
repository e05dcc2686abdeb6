import { lazy, Suspense, useState } from "react";
import type { BeforeNow } from "#app/lobby/before.tsx";
import { openPart } from "#app/ui/parts.ts";

const part = openPart(".lobby", () => import("#app/lobby/before.tsx").then((it) => it.Before));
const Coming = lazy(async () => ({ default: await part.come() }));

/** The lobby's own part of the page; it comes by itself, so that the room is not the later for it. */
export function BeforeLater(now: BeforeNow) {
  const [Here] = useState(part.here);
  return Here ? (
    <Here {...now} />
  ) : (
    <Suspense fallback={null}>
      <Coming {...now} />
    </Suspense>
  );
}
