import type { Pass } from "#server/access/pass.ts";
import type { SeatsOf } from "#server/access/revoke.ts";
import type { Sessions } from "#server/access/session.ts";
import { openAgreements } from "#server/door/agreements.ts";
import { openCodes } from "#server/door/codes.ts";
import { openMoves } from "#server/door/moves.ts";
import { nextStep } from "#server/door/steps.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";

export type { AgreementLine } from "#server/door/agreement-list.ts";
export type { AgreementEditing } from "#server/door/agreements.ts";
export { endOtherBrowsers } from "#server/door/browsers.ts";
export { codeCards } from "#server/door/code-cards.ts";
export type { CodeCard } from "#server/door/code-cards.ts";
export { asksCode, codeHeldBack, makeCode, spendCode } from "#server/door/codes.ts";

/** What a level asks beyond the link: codes, agreements, and one screen instead of another. */
export function openEntrance(room: Room, sessions: Sessions, deps: { seatsOf(whose: SeatsOf): readonly Seat[] }) {
  return {
    codes: openCodes(room, sessions),
    moves: openMoves(room, sessions, deps),
    agreements: openAgreements(room, deps),
    /** The next step of the door for the pass's holder; null when there is none left. */
    nextStep: (pass: Pass<"door.prove">) => nextStep(room, pass),
  };
}
