import type { Ability } from "#contracts/abilities.ts";
import { ChatBody, ChatLine } from "#contracts/chat.ts";
import { MoveCode } from "#contracts/door.ts";
import { Phase } from "#contracts/event.ts";
import { MarkAnswer, MarkAsk, Tampering } from "#contracts/mark.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { PeopleHere } from "#contracts/people.ts";
import { RevealNow, RevealTo } from "#contracts/product.ts";
import { Reaction } from "#contracts/reactions.ts";
import { OwnAir } from "#contracts/stage.ts";
import * as z from "#contracts/zod.ts";

const Nothing = z.object({});
const Id = z.string().max(60);

/** One command: what its sender needs, what it asks, what it is answered (null: it has no acknowledgement). */
interface Command {
  needs: Ability;
  ask: z.ZodType;
  answer: z.ZodType | null;
}

/** Everything a browser may say to the house over its socket. */
export const commands = {
  "reaction.send": { needs: "reaction.send", ask: z.object({ reaction: Reaction }), answer: null },
  "people.ask": { needs: "stage.watch", ask: Nothing, answer: PeopleHere },
  "chat.post": { needs: "chat.post", ask: z.object({ body: ChatBody }), answer: ChatLine },
  "chat.hide": { needs: "chat.moderate", ask: z.object({ lineId: Id, isHidden: z.boolean() }), answer: Nothing },
  "guest.mute": { needs: "guest.mute", ask: z.object({ guestId: Id, isMuted: z.boolean() }), answer: Nothing },
  "guest.remove": { needs: "guest.remove", ask: z.object({ guestId: Id }), answer: z.object({ tookMs: z.number() }) },
  "seat.here": { needs: "event.know", ask: Nothing, answer: Nothing },
  "seat.moveLook": { needs: "event.know", ask: z.object({ code: MoveCode }), answer: z.object({ words: z.tuple([z.string(), z.string()]), browser: z.string() }) },
  "seat.move": { needs: "event.know", ask: z.object({ code: MoveCode }), answer: Nothing },
  "event.announce": { needs: "event.open", ask: Nothing, answer: z.object({ phase: Phase }) },
  "event.openDoors": { needs: "event.open", ask: Nothing, answer: z.object({ phase: Phase }) },
  "event.goLive": { needs: "event.open", ask: Nothing, answer: z.object({ phase: Phase }) },
  "event.end": { needs: "event.end", ask: Nothing, answer: z.object({ phase: Phase }) },
  "stage.ready": { needs: "stage.prepare", ask: z.object({ isReady: z.boolean() }), answer: OwnAir },
  "stage.bringOn": { needs: "stage.direct", ask: z.object({ seatId: Id }), answer: z.object({ tookMs: z.number() }) },
  "stage.takeOff": { needs: "stage.direct", ask: z.object({ seatId: Id }), answer: z.object({ tookMs: z.number() }) },
  "stage.reveal": { needs: "stage.direct", ask: z.object({ to: RevealTo }), answer: RevealNow },
  "stage.curtain": {
    needs: "stage.direct",
    ask: z.object({ isDown: z.boolean() }),
    answer: z.object({ isDown: z.boolean(), tookMs: z.number(), unconfirmed: z.number() }),
  },
  "call.key": { needs: "call.join", ask: Nothing, answer: z.object({ epoch: z.number().int(), key: z.string() }) },
  "call.keyInForce": { needs: "stage.prepare", ask: z.object({ epoch: z.number().int().min(0) }), answer: Nothing },
  "mark.ask": { needs: "call.join", ask: MarkAsk, answer: MarkAnswer },
  "mark.broken": { needs: "call.join", ask: z.object({ how: Tampering }), answer: Nothing },
  "call.ticket": { needs: "call.join", ask: Nothing, answer: z.object({ ticket: z.string() }) },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof commands;
export type Ask<N extends CommandName> = z.infer<(typeof commands)[N]["ask"]>;
export type Answer<N extends CommandName> = (typeof commands)[N]["answer"] extends z.ZodType
  ? z.infer<(typeof commands)[N]["answer"]>
  : null;

/** Why a command was not done; each is a key under `refused.` of the common catalogue. */
export const commandReasons = [
  "shape",
  "tooMany",
  "notAllowed",
  "notNow",
  "gone",
  "notReady",
  "levelNotBuilt",
  "pictureMissing",
  "agreementMissing",
  "noPicture",
  "curtainDown",
  "houseBusy",
] as const;
export type CommandReason = (typeof commandReasons)[number];

export type ClientToServer = {
  [N in CommandName]: (
    ask: Ask<N>,
    ...ack: (typeof commands)[N]["answer"] extends null ? [] : [(outcome: Outcome<Answer<N>, CommandReason>) => void]
  ) => void;
};
