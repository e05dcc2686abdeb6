import type { Ability } from "#contracts/abilities.ts";
import type { ChatLine, DeskLine } from "#contracts/chat.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { RevealNow } from "#contracts/product.ts";
import type { Tally } from "#contracts/reactions.ts";
import type { Attendance, Backstage, StageNow } from "#contracts/stage.ts";

/** Reactions so far, by place ("online" or a boutique's id), and by minute over the last hour. */
export interface Reacted {
  totals: readonly ({ place: string } & Tally)[];
  history: readonly { minute: string; total: number }[];
}

/** What the desk's loader says: parts that the visitor may not see are null. Times are ISO 8601. */
export interface DeskData {
  nowAtServer: number;
  eventId: string;
  title: string;
  codeName: string;
  level: Level;
  phase: Phase;
  isRecorded: boolean;
  startsAt: string;
  doorsAt: string | null;
  liveAt: string | null;
  endedAt: string | null;
  zone: string;
  boutiques: readonly { id: string; name: string; city: string; zone: string }[];
  may: readonly Ability[];
  /** Why there is no picture in this house; null when there is. */
  mediaWord: string | null;
  stage: StageNow;
  /** Since when the curtain is down; null while it is up. */
  curtainSince: string | null;
  /** Since when the piece is shown, and to whom; null where it never was veiled. */
  reveals: RevealNow | null;
  backstage: readonly Backstage[];
  lines: readonly DeskLine[] | null;
  attendance: Attendance | null;
  reacted: Reacted | null;
}

/** A line as the desk keeps it; for who only reads, nothing is known of the person behind. */
export const asDeskLine = (line: ChatLine | DeskLine): DeskLine => ({
  fullName: line.who,
  guestId: null,
  isHidden: false,
  isMuted: false,
  isRemoved: false,
  ...line,
});
