import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Socket } from "socket.io-client";
import { io } from "socket.io-client";
import type { Ability } from "#contracts/abilities.ts";
import type { Answer, Ask, ClientToServer, CommandName, CommandReason } from "#contracts/commands.ts";
import type { Phase } from "#contracts/event.ts";
import type { NewsBody, NewsName, SeatEnding, ServerToClient } from "#contracts/news.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { failed } from "#contracts/outcome.ts";
import type { OwnAir } from "#contracts/stage.ts";

type Wire = Socket<ServerToClient, ClientToServer>;

/** Where the line to the house stands: `lost` while it comes back by itself, `refused` when the house said no. */
export type LineState = "connecting" | "open" | "lost" | "refused";

export interface LiveNow {
  state: LineState;
  /** How often the line has tried to come back since it was lost. */
  attempts: number;
  seatId: string | null;
  may: readonly Ability[];
  phase: Phase;
  hasPicture: boolean;
  /** The event's media go encrypted between the browsers. */
  isEncrypted: boolean;
  /** How much of what is veiled this seat may read; null until the house has said it. */
  lens: "full" | "veiled" | "nothing" | null;
  /** Whether the curtain is down; null until the house has said it. */
  isCurtainDown: boolean | null;
  /** Why the house ended this seat; null while it is ours. */
  ended: SeatEnding | null;
  /** What the house says of a presenter's own tracks: their lamps follow this word and no other. */
  air: OwnAir;
}

interface Live extends LiveNow {
  wire: Wire | null;
}

const held: OwnAir = { isReady: false, isOnAir: false, since: null };

const Context = createContext<Live | null>(null);

interface Props {
  eventId: string;
  as: "event" | "staff";
  may: readonly Ability[];
  phase: Phase;
  /** A tablet's proof of its own key, made anew for each connection. */
  proof?: () => Promise<string>;
  /** This browser's own signature of the handshake, where the event asks for it; made anew for each connection. */
  sign?: (eventId: string) => Promise<string | undefined>;
  /** The line is back after it was lost: the page's loader is the truth. */
  onReturn?: () => void;
  children: ReactNode;
}

const seatKey = (eventId: string, as: string) => `seat ${as} ${eventId}`;

/** The one socket of a page. Keeps the tab's seat over a reload; follows the house's word about phase and abilities. */
export function LiveProvider({ eventId, as, may, phase, proof, sign, onReturn, children }: Props) {
  const [wire, setWire] = useState<Wire | null>(null);
  const [now, setNow] = useState<LiveNow>({ state: "connecting", attempts: 0, seatId: null, may, phase, hasPicture: true, isEncrypted: false, lens: null, isCurtainDown: null, ended: null, air: held });
  const wasOpen = useRef(false);
  const returned = useRef(onReturn);
  returned.current = onReturn;
  const prove = useRef(proof);
  prove.current = proof;
  const signing = useRef(sign);
  signing.current = sign;

  useEffect(() => {
    const socket: Wire = io({
      path: "/live",
      transports: ["websocket"],
      autoConnect: false,
      reconnectionDelay: 400,
      reconnectionDelayMax: 4000,
      auth: async (give) => {
        const seatId = sessionStorage.getItem(seatKey(eventId, as)) ?? undefined;
        give({ eventId, as, seatId, proof: await prove.current?.(), signed: await signing.current?.(eventId) });
      },
    });
    const isOver = { current: false };
    const change = (more: Partial<LiveNow>) => setNow((was) => ({ ...was, ...more }));
    socket.on("connect", () => {
      change({ state: "open", attempts: 0 });
      if (wasOpen.current) returned.current?.();
      wasOpen.current = true;
    });
    // A tab that was asleep, or a device that was offline, does not wait for the next try.
    const hurry = () => {
      if (!wasOpen.current || socket.connected || isOver.current || document.visibilityState === "hidden" || !navigator.onLine) return;
      setNow((was) => ({ ...was, attempts: was.attempts + 1 }));
      socket.disconnect().connect();
    };
    document.addEventListener("visibilitychange", hurry);
    window.addEventListener("online", hurry);
    socket.on("disconnect", (why) => {
      // The house closes a socket only with the seat; if it said nothing, the line was cut on the way: try again.
      setNow((was) => ({ ...was, state: was.ended ? "refused" : "lost" }));
      if (why === "io server disconnect") setTimeout(() => !isOver.current && socket.connect(), 500);
    });
    socket.on("connect_error", (fault) => {
      isOver.current ||= fault.message === "refused";
      change({ state: isOver.current ? "refused" : "lost" });
    });
    socket.io.on("reconnect_attempt", () => setNow((was) => ({ ...was, attempts: was.attempts + 1 })));
    socket.on("seat.taken", ({ seatId, ...told }) => {
      sessionStorage.setItem(seatKey(eventId, as), seatId);
      change({ seatId, ...told });
    });
    socket.on("seat.changed", (changed) => change(changed));
    socket.on("phase.changed", ({ phase }) => change({ phase }));
    socket.on("air.changed", (air) => change({ air }));
    socket.on("curtain.changed", ({ isDown }) => change({ isCurtainDown: isDown }));
    socket.on("stage.revealed", () => change({ lens: "full" }));
    socket.on("stage.shownEarly", () => change({ lens: "full" }));
    socket.on("seat.asked", (answer) => answer());
    socket.on("seat.ended", ({ why }) => {
      isOver.current = true;
      sessionStorage.removeItem(seatKey(eventId, as));
      change({ ended: why, may: [] });
    });
    const soon = setTimeout(() => socket.connect()); // StrictMode mounts twice in development
    setWire(socket);
    return () => {
      isOver.current = true;
      clearTimeout(soon);
      document.removeEventListener("visibilitychange", hurry);
      window.removeEventListener("online", hurry);
      socket.disconnect();
    };
  }, [eventId, as]);

  const live = useMemo(() => ({ ...now, wire }), [now, wire]);
  return <Context.Provider value={live}>{children}</Context.Provider>;
}

function useWire(): Live {
  const live = useContext(Context);
  if (!live) throw new Error("outside of the live provider");
  return live;
}

/** Where the line stands, what this seat may, and the event's phase, as the house last said. */
export function useLive(): LiveNow {
  return useWire();
}

/** One command: call it with what it asks; it answers with an outcome, `houseBusy` after five seconds of silence. */
export function useCommand<N extends CommandName>(name: N): (ask: Ask<N>) => Promise<Outcome<Answer<N>, CommandReason>> {
  const { wire } = useWire();
  return useCallback(
    async (ask) => {
      if (!wire?.connected) return failed("houseBusy");
      // The catalogue pairs ask and answer per name, which the emitter's overloads cannot follow.
      const send = wire.timeout(5000) as unknown as { emitWithAck(name: string, ask: unknown): Promise<Outcome<Answer<N>, CommandReason>> };
      return send.emitWithAck(name, ask).catch(() => failed("houseBusy"));
    },
    [wire, name],
  );
}

/** Sends what has no answer, such as a reaction; nothing is queued while the line is lost. */
export function useTap(): (ask: Ask<"reaction.send">) => void {
  const { wire } = useWire();
  return useCallback((ask) => void (wire?.connected && wire.volatile.emit("reaction.send", ask)), [wire]);
}

/** Hears one kind of news for as long as the component is shown. */
export function useNews<N extends NewsName>(name: N, hear: (body: NewsBody<N>) => void): void {
  const { wire } = useWire();
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    if (!wire) return;
    const listener = (body: NewsBody<N>) => latest.current(body);
    const on = wire as unknown as { on(name: string, listener: (body: NewsBody<N>) => void): void; off(name: string, listener: unknown): void };
    on.on(name, listener);
    return () => on.off(name, listener);
  }, [wire, name]);
}
