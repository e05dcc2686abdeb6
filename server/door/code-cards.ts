import { wrongTriesMax } from "#server/door/codes.ts";
import type { Room } from "#server/room.ts";

/** How a guest's newest code stands, never the code itself. */
export interface CodeCard {
  state: "none" | "given" | "resting" | "used" | "expired" | "voided" | "ended";
  givenAt: string | null;
  expiresAt: string | null;
  /** Wrong tries against it: their advisor should know. */
  wrongTries: number;
}

const noCode: CodeCard = { state: "none", givenAt: null, expiresAt: null, wrongTries: 0 };

/** The newest code of each guest of an event. */
export async function codeCards({ db, clock }: Pick<Room, "db" | "clock">, eventId: string): Promise<(guestId: string) => CodeCard> {
  const rows = await db.doorCode.findMany({ where: { eventId }, orderBy: { createdAt: "asc" }, omit: { codeHash: true } });
  const now = clock.now();
  const cards = new Map(
    rows.map((row): [string, CodeCard] => {
      const state = () => {
        if (row.usedAt) return "used";
        if (row.endedAt) return row.wrongTries >= wrongTriesMax ? "voided" : "ended";
        if (row.expiresAt <= now) return "expired";
        return row.notBefore && row.notBefore > now ? "resting" : "given";
      };
      return [row.guestId, { state: state(), givenAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString(), wrongTries: row.wrongTries }];
    }),
  );
  return (guestId) => cards.get(guestId) ?? noCode;
}
