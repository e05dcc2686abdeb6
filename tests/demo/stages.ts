import type { EventKey } from "#prisma/cast.ts";
import { crew, staff } from "#prisma/cast.ts";
import type { PictureWish } from "#tests/demo/picture.ts";
import type { Performing } from "#tests/demo/performer.ts";

interface Stage extends Pick<Performing, "framesPerSecond" | "bitsPerSecond" | "volume"> {
  host: { name: string; email: string };
  picture: PictureWish;
  /** Whether the second still waits for the reveal. */
  isVeiled: boolean;
  /** The host comes so long after the evening's first people, so that not everything begins at once. */
  comesAfterMs: number;
}

const small = { width: 640, height: 360 };
const modest = { framesPerSecond: 8, bitsPerSecond: 400_000, isVeiled: true };

/** Who hosts each evening, and what their camera sees. */
export const stages = {
  invited: {
    ...{ host: staff.beatrice, framesPerSecond: 15, bitsPerSecond: 1_500_000, volume: 0.16, isVeiled: false, comesAfterMs: 0 },
    picture: { stills: ["stage-veiled.svg", "stage-revealed.svg"], width: 1280, height: 720 },
  },
  open: {
    ...{ host: crew.aldo, framesPerSecond: 10, bitsPerSecond: 400_000, volume: 0.08, isVeiled: false, comesAfterMs: 0 },
    picture: { stills: ["watch.svg"], ...small, wander: 0.25 },
  },
  confidential: { ...modest, host: crew.dario, volume: 0.06, comesAfterMs: 4_000, picture: { stills: ["stage-veiled.svg", "stage-revealed.svg"], ...small, wander: 0.16 } },
  sealed: { ...modest, host: crew.flavia, volume: 0.06, comesAfterMs: 8_000, picture: { stills: ["stage-veiled.svg", "watch.svg"], ...small, wander: 0.2 } },
} as const satisfies Record<EventKey, Stage>;
