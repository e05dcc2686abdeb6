import type { Audience } from "#contracts/audiences.ts";
import type { NewsBody, NewsName, SeatEnding } from "#contracts/news.ts";
import { news } from "#contracts/news.ts";
import type * as z from "#contracts/zod.ts";
import type { Look } from "#server/access/admit.ts";
import type { Holder } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Edge } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { newId } from "#server/infra/ids.ts";

/** What a seat needs of its socket; Socket.IO's own fits. */
export interface Line {
  readonly id: string;
  readonly connected: boolean;
  emit(name: string, body: unknown): unknown;
  join(rooms: string[]): unknown;
  leave(room: string): unknown;
  disconnect(close: boolean): unknown;
}

/** One tab of one guest, speaker, device or member of staff at one event. */
export interface Seat {
  readonly id: string;
  readonly eventId: string;
  readonly sessionId: string;
  /** What the seat's handshake showed beside its cookie; the door is asked with it again. */
  edge: Edge;
  /** What the mark in this seat's pictures says: random, and of no other seat of the event. */
  readonly markCode: number;
  /** Its page found its mark tampered with: no media until the page is loaded again. */
  isMarkBroken: boolean;
  /** The name of this seat's picture in the call: random, and of no use elsewhere. */
  readonly identity: string;
  readonly startedAt: number;
  look: Look;
  decidedAt: number;
  line: Line | null;
  audiences: ReadonlySet<Audience>;
  ticketHash: Uint8Array | null;
  ended: SeatEnding | null;
  readonly onEnd: Set<() => void>;
  /** Ends a seat whose tab does not come back. */
  grace: NodeJS.Timeout | null;
}

/** The room of Socket.IO in which one audience of one event listens. */
export const roomOf = (eventId: string, audience: Audience): string => `${eventId}:${audience}`;

/** A seat for somebody who was just let in. */
export function newSeat(id: string, markCode: number, visitor: Visitor, look: Look): Seat {
  const now = Date.now();
  return {
    id, look, markCode,
    isMarkBroken: false,
    sessionId: visitor.sessionId ?? "",
    edge: { address: visitor.address ?? null, signed: visitor.signed ?? null },
    eventId: look.standing.event.id,
    identity: newId("person"),
    startedAt: now,
    decidedAt: now,
    line: null,
    audiences: new Set(),
    ticketHash: null,
    ended: null,
    onEnd: new Set(),
    grace: null,
  };
}

/** Whether media of this seat's event go encrypted between the browsers, against the media server. */
export const isEncrypted = ({ look }: Seat): boolean =>
  profileOf(look.standing.event.level, look.standing.event.wishes).mediaEncryption === "betweenBrowsers";

/** The person behind a seat: the guest's, device's or staff member's id. */
export function personOf(holder: Holder): string {
  switch (holder.kind) {
    case "guest":
    case "speaker":
      return holder.guestId;
    case "device":
      return holder.deviceId;
    case "staff":
      return holder.staffId;
    default:
      return "nobody";
  }
}

/** Where a seat listens: decided by what it may, never by what it asks. Empty for somebody who has no place now. */
export function audiencesOf({ decision, holder }: Look): ReadonlySet<Audience> {
  const { may, lens } = decision;
  const place = new Set<Audience>();
  const room = lens === "full" ? "room.full" : "room.veiled";
  if (holder.kind === "device") return may.has("call.join") ? place.add("devices") : place;
  if (holder.kind === "speaker") return may.has("stage.prepare") ? place.add("backstage") : place;
  if (holder.kind === "guest") {
    if (may.has("stage.watch")) return place.add(room);
    return may.has("lobby.wait") ? place.add("lobby") : place;
  }
  if (holder.kind !== "staff") return place;
  if (may.has("desk.see")) {
    place.add("studio");
    if (may.has("chat.moderate")) place.add("moderators");
    else if (may.has("chat.read")) place.add("backstage");
    return place;
  }
  return may.has("stage.watch") ? place.add(room) : place;
}

/** Tells one seat its own news, through the catalogue's body for `self`. */
export function tell<N extends NewsName>(seat: Seat, name: N, body: NewsBody<N>): void {
  const bodies: Partial<Record<Audience, z.ZodType>> = news[name];
  if (bodies.self && seat.line) seat.line.emit(name, bodies.self.parse(body));
}
