import { abilities } from "#contracts/abilities.ts";
import type { Audience } from "#contracts/audiences.ts";
import { ChatLine, DeskLine } from "#contracts/chat.ts";
import { Phase } from "#contracts/event.ts";
import { RevealNow, ShownProduct } from "#contracts/product.ts";
import { Tally } from "#contracts/reactions.ts";
import { Attendance, Backstage, CurtainNow, OwnAir, StageNow } from "#contracts/stage.ts";
import * as z from "#contracts/zod.ts";

/** Everyone in the room, whether the piece is veiled to them or not. */
const room = <S extends z.ZodType>(body: S) => ({ "room.veiled": body, "room.full": body });

/** How much of what is veiled a seat may read. */
const Lens = z.enum(["full", "veiled", "nothing"]);
const PhaseBody = z.object({ phase: Phase, at: z.string() });
/** The piece as it is shown, in the moment it is; null where the event shows none. */
const Shown = z.object({ at: z.string(), product: ShownProduct.nullable() });
const LineId = z.object({ id: z.string() });

/** Why a seat came to its end; each is a key under `ended.` of the common catalogue. */
export const SeatEnding = z.enum(["removed", "movedElsewhere", "signedOut", "revoked", "eventOver", "stepsLeft", "closing"]);
export type SeatEnding = z.infer<typeof SeatEnding>;

/**
 * Everything the house says unasked, with the body each audience hears: the whole fact is projected through the
 * audience's schema, and what the schema does not name never leaves the house.
 */
export const news = {
  "seat.taken": {
    self: z.object({ seatId: z.string(), may: z.array(z.enum(abilities)), phase: Phase, hasPicture: z.boolean(), isEncrypted: z.boolean(), lens: Lens, isCurtainDown: z.boolean() }),
  },
  "seat.changed": { self: z.object({ may: z.array(z.enum(abilities)), phase: Phase }) },
  "seat.ended": { self: z.object({ why: SeatEnding }) },
  "door.knocked": { self: z.object({ at: z.string(), browser: z.string(), isMove: z.boolean() }) },
  "phase.changed": { lobby: PhaseBody, ...room(PhaseBody), backstage: PhaseBody, devices: PhaseBody, studio: PhaseBody },
  "stage.changed": { ...room(StageNow), backstage: StageNow, devices: StageNow, studio: StageNow },
  "curtain.changed": { lobby: CurtainNow, ...room(CurtainNow), backstage: CurtainNow, devices: CurtainNow, studio: CurtainNow },
  "stage.revealed": { "room.full": Shown, backstage: Shown, devices: Shown, studio: Shown },
  "stage.shownEarly": { self: Shown },
  "reveal.changed": { studio: RevealNow },
  "air.changed": { self: OwnAir },
  "backstage.changed": { studio: z.object({ people: z.array(Backstage) }) },
  "mark.changed": { self: z.object({}) },
  "call.moved": { self: z.object({}) },
  "call.epoch": { self: z.object({ epoch: z.number() }) },
  "tally.counted": {
    ...room(z.object({ at: z.number(), added: Tally })),
    devices: z.object({ at: z.number(), added: Tally }),
    backstage: z.object({ at: z.number(), added: Tally }),
    studio: z.object({ at: z.number(), added: Tally, places: z.record(z.string(), Tally) }),
  },
  "attendance.changed": { studio: Attendance },
  "chat.mine": { self: LineId },
  "chat.posted": { ...room(ChatLine), backstage: ChatLine, moderators: DeskLine },
  "chat.hidden": { ...room(LineId), backstage: LineId, moderators: LineId.extend({ isHidden: z.boolean() }) },
  "chat.shown": { ...room(ChatLine), backstage: ChatLine, moderators: DeskLine },
  "guest.changed": { moderators: z.object({ guestId: z.string(), isMuted: z.boolean(), isRemoved: z.boolean() }) },
} as const satisfies Record<string, Partial<Record<Audience, z.ZodType>>>;

export type NewsName = keyof typeof news;
type Bodies<N extends NewsName> = (typeof news)[N];

/** What a listener of any audience may receive under this name. */
export type NewsBody<N extends NewsName> = Bodies<N>[keyof Bodies<N>] extends infer S
  ? S extends z.ZodType
    ? z.infer<S>
    : never
  : never;

/** The whole fact the house announces: everything any audience is told. */
export type Fact<N extends NewsName> = UnionToIntersection<NewsBody<N>>;
type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

export type ServerToClient = { [N in NewsName]: (body: NewsBody<N>) => void } & {
  /** The house asks whether this tab is still there, because another one claims its seat; it answers at once. */
  "seat.asked": (answer: () => void) => void;
};

/** What a socket says of itself when it comes: which event, as whom, and the seat its tab held before. */
export const Handshake = z.object({
  eventId: z.string().max(60),
  as: z.enum(["event", "staff"]).default("event"),
  seatId: z.string().max(60).optional(),
  proof: z.string().max(400).optional(),
  /** `nonce.signature` by this browser's own key, where the event asks for it; the words are those of `seatAsked`. */
  signed: z.string().max(200).optional(),
});
export type Handshake = z.infer<typeof Handshake>;
