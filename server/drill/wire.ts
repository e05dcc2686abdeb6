import { once } from "node:events";
import { WebSocket } from "ws";
import type { CommandName } from "#contracts/commands.ts";
import { commands } from "#contracts/commands.ts";
import type { Front } from "#server/drill/ask.ts";
import { cookieNameAt } from "#server/drill/ask.ts";

/** What a handshake says. */
export interface Auth {
  readonly eventId: string;
  readonly as: "event" | "staff";
  readonly seatId?: string;
  readonly proof?: string;
  readonly signed?: string;
}

/** A socket as a modified browser would speak over it: whether it was let in, and every word it ever received. */
export interface Line {
  readonly isIn: boolean;
  readonly seatId: string | null;
  /** All that was received since it opened. */
  heard(): string;
  /** Sends a command whether or not anybody let it in; answers what was acknowledged, null for silence. */
  command(name: string, asked: unknown): Promise<string | null>;
  close(): void;
}

const patienceMs = 4000;
const silenceMs = 250;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What each command asks, so that it is in shape; none of the ids exists. What is not named asks nothing. */
const asks: Partial<Record<CommandName, unknown>> = {
  "reaction.send": { reaction: "rose" },
  "chat.post": { body: "Good evening" },
  "chat.hide": { lineId: "line_0000000000000000000000", isHidden: true },
  "guest.mute": { guestId: "gst_0000000000000000000000", isMuted: true },
  "guest.remove": { guestId: "gst_0000000000000000000000" },
  "seat.moveLook": { code: "23456789" },
  "seat.move": { code: "23456789" },
  "stage.ready": { isReady: true },
  "stage.bringOn": { seatId: "seat_0000000000000000000000" },
  "stage.takeOff": { seatId: "seat_0000000000000000000000" },
  "stage.reveal": { to: "everyone" },
  "stage.curtain": { isDown: true },
  "mark.ask": { lang: "en" },
  "mark.broken": { how: "gone" },
  "call.keyInForce": { epoch: 1 },
};
/** Every command of the catalogue with what it is asked. */
export const allCommands = (): [string, unknown][] => (Object.keys(commands) as CommandName[]).map((name) => [name, asks[name] ?? {}]);

/** Opens the live wire with a cookie and a handshake, over the loopback address. Resolves when it was let in or refused. */
export async function openLine(front: Front, cookie: string | null, auth: Auth): Promise<Line> {
  const socket = new WebSocket(`ws://${front.host}:${front.port}/live/?EIO=4&transport=websocket`, {
    handshakeTimeout: patienceMs,
    perMessageDeflate: false,
    headers: { Host: new URL(front.origin).host, Origin: front.origin, ...(cookie ? { Cookie: `${cookieNameAt(front.origin)}=${cookie}` } : {}) },
  });
  const frames: string[] = [];
  const acks = new Map<number, (said: string | null) => void>();
  let isIn = false;
  let seatId: string | null = null;
  let settle: () => void = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });

  socket.on("error", () => settle());
  socket.on("close", () => {
    settle();
    for (const done of acks.values()) done(null);
  });
  socket.on("message", (bytes) => {
    const frame = bytes.toString();
    frames.push(frame);
    if (frame.startsWith("0")) socket.send(`40${JSON.stringify(auth)}`);
    else if (frame === "2") socket.send("3");
    else if (frame.startsWith("40")) isIn = true; // the seat's own word follows
    else if (frame.startsWith("44")) settle();
    else if (frame.startsWith('42["seat.taken"')) {
      seatId = /"seatId":"([^"]+)"/.exec(frame)?.[1] ?? null;
      settle();
    } else if (frame.startsWith("43")) {
      const id = /^43(\d+)/.exec(frame)?.[1];
      acks.get(Number(id))?.(frame);
    }
  });
  await Promise.race([settled, sleep(patienceMs)]);

  let asked = 0;
  return {
    get isIn() {
      return isIn;
    },
    get seatId() {
      return seatId;
    },
    heard: () => frames.join("\n"),
    async command(name, body) {
      if (socket.readyState !== WebSocket.OPEN) return null;
      asked += 1;
      const id = asked;
      const answered = new Promise<string | null>((resolve) => acks.set(id, resolve));
      socket.send(`42${id}${JSON.stringify([name, body])}`);
      const said = await Promise.race([answered, sleep(isIn ? silenceMs * 4 : 1).then(() => null)]);
      acks.delete(id);
      return said;
    },
    close: () => socket.terminate(),
  };
}

/** Whether an upgrade at an address is taken; what is said over it in the first moment goes to `hears`. */
export async function opens(url: string, headers: Record<string, string>): Promise<boolean> {
  const socket = new WebSocket(url, { handshakeTimeout: patienceMs, headers, perMessageDeflate: false });
  socket.on("error", () => {});
  const isOpen = await Promise.race([once(socket, "open").then(() => true), once(socket, "close").then(() => false), sleep(patienceMs).then(() => false)]).catch(() => false);
  socket.terminate();
  return isOpen;
}
