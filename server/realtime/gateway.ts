import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Socket } from "socket.io";
import { Server } from "socket.io";
import type { Audience } from "#contracts/audiences.ts";
import type { CommandName, CommandReason } from "#contracts/commands.ts";
import { commands } from "#contracts/commands.ts";
import type { NewsName } from "#contracts/news.ts";
import { Handshake } from "#contracts/news.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { failed } from "#contracts/outcome.ts";
import { Refusal } from "#server/access/refusal.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { House } from "#server/house.ts";
import type { Log } from "#server/infra/log.ts";
import { openFanout } from "#server/realtime/fanout.ts";
import { handlersOf } from "#server/realtime/handlers.ts";
import { openAllowances } from "#server/realtime/limits.ts";
import type { Seat } from "#server/seats/seat.ts";
import { isEncrypted, roomOf, tell } from "#server/seats/seat.ts";

export interface LiveDeps {
  house: House;
  /** Whom a handshake's cookie stands for, with the address it came from and what its browser signed. */
  visitorOf(request: IncomingMessage, said: Handshake): Promise<Visitor>;
  /** Whether a handshake comes from the house's own pages. */
  isOwnOrigin(origin: string | undefined): boolean;
  log: Log;
  count(what: string): void;
}

/** News so frequent that they go out as one frame for everybody. */
const frequent: ReadonlySet<NewsName> = new Set<NewsName>(["tally.counted"]);
const largestPacket = 8 * 1024;
/** Handshakes one connection may try; a page of ours opens a new connection for each. */
const handshakesMax = 3;

/** Whether a director's command only takes away: dropping the curtain does, raising it does not. Undefined for what its ability decides. */
function onlyTakes(name: CommandName, asked: unknown): boolean | undefined {
  if (name === "stage.curtain") return commands[name].ask.parse(asked).isDown;
  return name === "stage.bringOn" || name === "stage.reveal" ? false : undefined;
}

/** The live wire: seats, commands and news. Everything it carries stands in the two catalogues. */
export function openLive(deps: LiveDeps) {
  const { house, log, count } = deps;
  const io = new Server({
    path: "/live",
    serveClient: false,
    destroyUpgrade: false,
    transports: ["websocket"],
    maxHttpBufferSize: largestPacket,
    pingInterval: 20_000,
    pingTimeout: 10_000,
    perMessageDeflate: false,
    httpCompression: false,
    cors: { origin: false },
  });
  const fanOut = openFanout(io);
  const handlers = handlersOf(house);
  const allowances = openAllowances();

  house.announcer.carriedBy((eventId: string, audience: Audience, name: NewsName, body: unknown, told: readonly Audience[]) => {
    const room = roomOf(eventId, audience);
    const before = told.map((one) => roomOf(eventId, one));
    if (frequent.has(name)) fanOut(room, name, body, before);
    else io.to(room).except(before).emit(name, body);
  });

  async function obey(seat: Seat, name: CommandName, asked: unknown): Promise<Outcome<unknown, CommandReason>> {
    const shape = commands[name].ask.safeParse(asked);
    if (!shape.success) return failed("shape");
    const pass = await house.seating.passFor(seat, commands[name].needs, onlyTakes(name, shape.data));
    const handle = handlers[name] as (pass: unknown, ask: unknown, seat: Seat) => Promise<Outcome<unknown, CommandReason>>;
    return handle(pass, shape.data, seat);
  }

  async function answer(seat: Seat, name: CommandName, asked: unknown): Promise<Outcome<unknown, CommandReason>> {
    try {
      return await obey(seat, name, asked);
    } catch (fault) {
      if (fault instanceof Refusal) {
        count(`command_refused_${name}`);
        return failed(fault.why === "notYet" || fault.why === "ended" ? "notNow" : "notAllowed");
      }
      log.error({ err: fault, command: name }, "a command failed");
      return failed("houseBusy");
    }
  }

  function listen(socket: Socket, seat: Seat): void {
    const limits = allowances.of(`${seat.sessionId} ${seat.eventId}`);
    socket.once("disconnect", limits.left);
    socket.use(([name, ...rest], next) => {
      if (limits.isFlood()) {
        count("socket_flood");
        socket.disconnect(true);
        return;
      }
      const ack = rest.at(-1);
      if (typeof name === "string" && Object.hasOwn(commands, name)) return next();
      count("command_unknown");
      if (typeof ack === "function") ack(failed("shape"));
    });
    for (const name of Object.keys(commands) as CommandName[])
      socket.on(name, async (...said: unknown[]) => {
        const last = said.at(-1);
        const reply: (outcome: Outcome<unknown, CommandReason>) => void = typeof last === "function" ? (outcome) => last(outcome) : () => {};
        if (!limits.mayPass(name)) {
          count(`command_limited_${name}`);
          return reply(failed("tooMany"));
        }
        reply(await answer(seat, name, said[0]));
      });
  }

  const tried = new WeakMap<object, number>();
  io.use(async (socket, next) => {
    const times = (tried.get(socket.conn) ?? 0) + 1;
    tried.set(socket.conn, times);
    if (times > handshakesMax) {
      count("socket_flood");
      return void socket.conn.close(true);
    }
    const { origin } = socket.handshake.headers;
    const shape = Handshake.safeParse(socket.handshake.auth);
    const refused = () => {
      count("socket_refused");
      next(new Error("refused"));
    };
    if (!deps.isOwnOrigin(origin) || !shape.success) return refused();
    try {
      const visitor = await deps.visitorOf(socket.request, shape.data);
      const { eventId, as, seatId, proof } = shape.data;
      if (!(await house.isDeviceProved(visitor, eventId, as, proof))) return refused();
      const line = lineOf(socket);
      const seat = await house.seating.take(visitor, eventId, as, line, seatId);
      socket.data = { seat };
      socket.conn.once("close", () => house.seating.left(seat, line)); // also when the tab went away before it was welcomed

      return next();
    } catch (fault) {
      if (!(fault instanceof Refusal)) log.error({ err: fault }, "a handshake failed");
      return refused();
    }
  });

  io.on("connection", (socket) => {
    const { seat } = socket.data as { seat: Seat };
    if (seat.line?.id !== socket.id) return void socket.disconnect(true);
    const { line } = seat;
    listen(socket, seat);
    socket.on("disconnect", () => house.seating.left(seat, line));
    const { decision, standing } = seat.look;
    tell(seat, "seat.taken", { seatId: seat.id, may: [...decision.may], phase: standing.event.phase, hasPicture: house.hasPicture(), isEncrypted: isEncrypted(seat), lens: decision.lens, isCurtainDown: house.stage.isCurtainDown(house.passOf(seat.look, "event.know")) });
    if (decision.may.has("stage.prepare")) tell(seat, "air.changed", house.stage.own(house.passOf(seat.look, "stage.prepare"), seat));
  });

  return {
    attach: (server: HttpServer) => io.attach(server, { path: "/live", destroyUpgrade: false }),
    /** The upgrade of a request whose path was checked already. */
    engine: () => io.engine,
    /** Asks a tab whether it is there; false after a second. */
    isThere: async (lineId: string): Promise<boolean> => {
      const socket = io.sockets.sockets.get(lineId);
      if (!socket?.connected) return false;
      return socket
        .timeout(1000)
        .emitWithAck("seat.asked")
        .then(() => true)
        .catch(() => false);
    },
    sockets: () => io.engine.clientsCount,
    close: () => new Promise<void>((resolve) => void io.close(() => resolve())),
  };
}

function lineOf(socket: Socket) {
  return {
    get id() {
      return socket.id;
    },
    get connected() {
      return socket.connected;
    },
    emit: (name: string, body: unknown) => socket.emit(name, body),
    join: (rooms: string[]) => socket.join(rooms),
    leave: (room: string) => socket.leave(room),
    disconnect: (close: boolean) => socket.disconnect(close),
  };
}
