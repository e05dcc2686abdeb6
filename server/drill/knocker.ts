import type { DrillPerson } from "#contracts/drill.ts";
import type { Asked } from "#contracts/signed.ts";
import type { Asker, Front, Jar } from "#server/drill/ask.ts";
import type { ShadowGuest } from "#server/drill/canaries.ts";
import type { Shadow, ShadowDeps } from "#server/drill/shadow.ts";

/** Somebody the drill knocks as, with everything they hold. */
export interface Knocker {
  readonly who: DrillPerson;
  /** The guest of the shadow they are; null for anybody else. */
  readonly me: ShadowGuest | null;
  readonly jar: Jar;
  /** The links they try at the door. */
  readonly links: readonly string[];
  /** The seat and the ticket they once held. */
  readonly held: { seatId: string; ticket: string | null } | null;
  /** `nonce.signature` of what is asked, where their browser has a key; null for everybody else. */
  readonly sign: ((asked: Asked) => Promise<string>) | null;
}

export interface Knocking extends ShadowDeps {
  readonly shadow: Shadow;
  readonly front: Front;
  readonly asker: Asker;
}

/** What their browsers are called, where the house keeps a word of them. */
export const browserWords = "Leak drill";
