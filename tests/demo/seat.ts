import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import type { Ability } from "#contracts/abilities.ts";
import type { Answer, Ask, ClientToServer, CommandName, CommandReason } from "#contracts/commands.ts";
import type { Phase } from "#contracts/event.ts";
import type { Handshake, SeatEnding, ServerToClient } from "#contracts/news.ts";
import type { Outcome } from "#contracts/outcome.ts";
import type { CallPlace } from "#tests/demo/media.ts";
import type { Visitor } from "#tests/demo/visitor.ts";

export type Wire = Socket<ServerToClient, ClientToServer>;

export interface SeatWish {
  eventId: string;
  as?: Handshake["as"];
  /** A tablet's proof of its key, made anew for each connection. */
  prove?(): Promise<string>;
  /** What a sealed event asks a handshake to show: this browser's own signature, made anew for each connection. */
  sign?: (() => Promise<string>) | undefined;
  onChange?(seat: DemoSeat): void;
  onEnd?(why: SeatEnding): void;
}

/** A seat at an event, taken over the wire that every page uses. */
export interface DemoSeat {
  readonly wire: Wire;
  seatId(): string;
  may(ability: Ability): boolean;
  phase(): Phase;
  /** Whether what is veiled is shown to this seat: from the reveal on, or where nothing is veiled. */
  isShown(): boolean;
  /** Whether the event's media are encrypted between its browsers. */
  isEncrypted(): boolean;
  hasPicture(): boolean;
  command<N extends CommandName>(name: N, ask: Ask<N>): Promise<Outcome<Answer<N>, CommandReason>>;
  /** A way into the call, good for this seat; null while the house has no picture or no call for it. */
  callPlace(): Promise<CallPlace | null>;
  leave(): void;
}

/** Sits down; resolves when the house has given the seat, throws when it refuses. Comes back by itself after a lost line. */
export async function sitDown(visitor: Visitor, { eventId, as = "event", prove, sign, onChange, onEnd }: SeatWish): Promise<DemoSeat> {
  const { origin } = visitor;
  const now = { seatId: "", may: [] as readonly Ability[], phase: "doors" as Phase, lens: "nothing", isEncrypted: false, hasPicture: false, isOver: false };
  const wire: Wire = io(origin, {
    path: "/live",
    transports: ["websocket"],
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: 400,
    reconnectionDelayMax: 4000,
    extraHeaders: { Cookie: visitor.cookie(), Origin: origin },
    auth: async (give) => give({ eventId, as, ...(now.seatId ? { seatId: now.seatId } : {}), ...(prove ? { proof: await prove() } : {}), ...(sign ? { signed: await sign() } : {}) }),
  });

  const seat: DemoSeat = {
    wire,
    seatId: () => now.seatId,
    may: (ability) => now.may.includes(ability),
    phase: () => now.phase,
    isShown: () => now.lens === "full",
    isEncrypted: () => now.isEncrypted,
    hasPicture: () => now.hasPicture,
    async command<N extends CommandName>(name: N, ask: Ask<N>) {
      // The catalogue pairs ask and answer per name, which the emitter's overloads cannot follow.
      const send = wire.timeout(8000) as unknown as { emitWithAck(name: string, ask: unknown): Promise<Outcome<Answer<N>, CommandReason>> };
      return send.emitWithAck(name, ask).catch(() => ({ ok: false as const, reason: "houseBusy" as const }));
    },
    async callPlace() {
      if (!now.hasPicture) return null;
      const given = await seat.command("call.ticket", {});
      return given.ok ? { url: `${origin.replace(/^http/, "ws")}/media/${now.seatId}`, ticket: given.value.ticket } : null;
    },
    leave() {
      now.isOver = true;
      wire.disconnect();
    },
  };

  wire.on("seat.asked", (answer) => answer());
  wire.on("seat.changed", (changed) => {
    Object.assign(now, changed);
    onChange?.(seat);
  });
  wire.on("stage.revealed", () => {
    now.lens = "full";
    onChange?.(seat);
  });
  wire.on("phase.changed", ({ phase }) => {
    now.phase = phase;
    onChange?.(seat);
  });
  wire.on("seat.ended", ({ why }) => {
    seat.leave();
    onEnd?.(why);
  });
  wire.on("disconnect", (why) => {
    if (why === "io server disconnect" && !now.isOver) wire.connect();
  });

  await new Promise<void>((resolve, reject) => {
    let isIn = false;
    wire.on("seat.taken", (taken) => {
      Object.assign(now, taken);
      if (isIn) onChange?.(seat);
      isIn = true;
      resolve();
    });
    wire.on("connect_error", (fault) => {
      if (fault.message !== "refused") return; // the line, which comes back by itself
      seat.leave();
      if (isIn) onEnd?.("closing");
      reject(new Error("the house gave no seat"));
    });
    wire.connect();
  });
  return seat;
}
