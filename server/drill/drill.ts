import { randomBytes } from "node:crypto";
import type { ServerBuild } from "@remix-run/node";
import type { DrillCard, DrillProgress, DrillReason, DrillReport } from "#contracts/drill.ts";
import { DrillReport as Report } from "#contracts/drill.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Steward } from "#server/access/steward.ts";
import { actorOf } from "#server/audit/audit.ts";
import { addressesIn } from "#server/drill/addresses.ts";
import { runDrill } from "#server/drill/run.ts";
import { forgetShadows } from "#server/drill/shadow.ts";
import type { House } from "#server/house.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, isSame } from "#server/infra/secrets.ts";
import type { Room } from "#server/room.ts";

/** How the house reaches its own front, once it is open. */
export interface OwnFront {
  host: string;
  port: number;
  /** Every route of the pages as they are served now. */
  routes(): Promise<ServerBuild["routes"]>;
  mediaPort: number | null;
}

export interface DrillDeps {
  room: Room;
  steward: Steward;
  house(): House;
  front(): OwnFront;
  onFault(fault: unknown): void;
}

const Asked = z.object({ drillId: z.string() });
/** So many reports of an event are listed. */
const listedMax = 20;
/** A drill asked for by the command line is not begun later than this, in milliseconds. */
const askedMs = 60_000;

/** What pages may ask of drills. */
export interface Drills {
  /** Begins a drill of the pass's event; it goes on by itself. Refused while anybody is at the doors or on air in this house. */
  start(pass: Pass<"drill.run">): Promise<Outcome<{ drillId: string }, DrillReason>>;
  /** Why no drill may begin now, for the page that offers it; null when it may. */
  against(pass: Pass<"drill.run">): Promise<DrillReason | null>;
  /** How far the drill of the pass's event has come; null when none runs. */
  progress(pass: Pass<"drill.run">): DrillProgress | null;
  /** The drills of the pass's event, the newest first. */
  list(pass: Pass<"drill.run">): Promise<DrillCard[]>;
  /** The report of one drill of the pass's event, the newest unless it is named; null when there is none. */
  report(pass: Pass<"drill.run">, drillId: string | null): Promise<{ drillId: string; report: DrillReport } | null>;
}

/** The leak drill: a shadow of an event, people who may not know of it, every door; and what they were told. */
export function openDrill({ room, steward, house, front, onFault }: DrillDeps) {
  const { db, clock, sealed, audit } = room;
  let now: (DrillProgress & { eventId: string; ticket: Buffer; running: Promise<void> }) | null = null;
  let isClosing = false;

  /** Why no drill may begin now; null when it may. */
  async function against({ eventId }: Pick<Pass, "eventId">): Promise<DrillReason | null> {
    if (now) return "running";
    if ((await db.event.count({ where: { phase: { in: ["doors", "live"] }, drillOf: null } })) > 0) return "live";
    const row = await db.event.findUnique({ where: { id: eventId }, select: { phase: true, quarantinedAt: true } });
    return row && (row.phase === "draft" || row.phase === "announced") && row.quarantinedAt === null ? null : "over";
  }

  const facts = (drillId: string, { tried, foundCount }: DrillReport) => ({ drillId, tried, found: foundCount });

  /** Runs one and keeps its report; whatever happens, the shadow goes. */
  async function run(pass: Pass<"drill.run">, drillId: string, ticket: Buffer): Promise<void> {
    const { eventId, holder } = pass;
    let tokens: readonly string[] = [];
    let report: DrillReport | null = null;
    try {
      await forgetShadows({ room, house: house() });
      const own = front();
      report = await runDrill(
        {
          ...{ room, steward, house: house(), mediaPort: own.mediaPort },
          front: { host: own.host, port: own.port, origin: room.origin, ticket: ticket.toString("base64url") },
          addresses: addressesIn(await own.routes()),
          progress: (step) => void (now && Object.assign(now, step)),
          given: (all) => {
            tokens = all;
          },
          isStopped: () => isClosing,
        },
        await db.event.findUniqueOrThrow({ where: { id: eventId } }),
      );
    } catch (fault) {
      onFault(fault);
    }
    await forgetShadows({ room, house: house() }, tokens.map((token) => digest(token))).catch(onFault);
    const kept = report;
    await db
      .$transaction(async (tx) => {
        const sealedReport = kept && sealed.event(eventId).seal(`Drill.report:${drillId}`, JSON.stringify(kept));
        await tx.drill.update({ where: { id: drillId }, data: { endedAt: clock.now(), tried: kept?.tried ?? 0, found: kept?.foundCount ?? 0, report: sealedReport } });
        await audit.write(tx, eventId, "drill.ended", actorOf(holder), kept ? facts(drillId, kept) : { drillId, isStopped: true });
      })
      .catch(onFault);
  }

  /** Begins a drill whose row is there, or refuses. */
  function begin(pass: Pass<"drill.run">, drillId: string): void {
    const ticket = randomBytes(32);
    const running = run(pass, drillId, ticket).finally(() => {
      now = null;
    });
    now = { drillId, eventId: pass.eventId, ticket, running, tried: 0, who: null, done: 0, of: 0 };
  }

  const read = (eventId: string, row: { id: string; report: Uint8Array | null }): DrillReport | null =>
    row.report && sealed.has(eventId) ? Report.parse(JSON.parse(sealed.event(eventId).open(`Drill.report:${row.id}`, row.report))) : null;

  const drills: Drills = {
    async start(pass) {
      const reason = await against(pass);
      if (reason) return failed(reason);
      const drillId = newId("drill");
      const startedById = pass.holder.kind === "staff" ? pass.holder.staffId : null;
      await db.$transaction(async (tx) => {
        await tx.drill.create({ data: { id: drillId, eventId: pass.eventId, startedById, startedAt: clock.now() } });
        await audit.record(tx, pass, "drill.started", { drillId });
      });
      if (now) {
        await db.drill.delete({ where: { id: drillId } });
        return failed("running"); // somebody else's began in between
      }
      begin(pass, drillId);
      return done({ drillId });
    },

    against,

    progress(pass) {
      if (now?.eventId !== pass.eventId) return null;
      const { drillId, tried, who, done: through, of } = now;
      return { drillId, tried, who, done: through, of };
    },

    async list(pass) {
      const rows = await db.drill.findMany({ where: { eventId: pass.eventId }, orderBy: { startedAt: "desc" }, take: listedMax });
      return rows.map(({ id, startedAt, endedAt, tried, found, report }): DrillCard => ({
        ...{ id, tried, found, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null },
        state: endedAt === null ? "running" : report ? "done" : "stopped",
      }));
    },

    async report(pass, drillId) {
      const { eventId } = pass;
      const row = await db.drill.findFirst({ where: { eventId, report: { not: null }, ...(drillId ? { id: drillId.slice(0, 60) } : {}) }, orderBy: { startedAt: "desc" } });
      const report = row && read(eventId, row);
      return report ? { drillId: row.id, report } : null;
    },
  };

  return {
    drills,

    /** Resolves when the drill that runs has ended and its shadow is gone. */
    ended: async (): Promise<void> => now?.running,

    /** Whether a request is the running drill's own: its failures are counted to nobody. */
    isOwn(ticket: string | undefined): boolean {
      return now !== null && ticket !== undefined && isSame(Buffer.from(ticket, "base64url"), now.ticket);
    },

    /** The queue's work: begins what the command line of this machine asked for, and which waits as a row without an end. */
    async startAsked(payload: unknown): Promise<void> {
      const { drillId } = Asked.parse(payload);
      const row = await db.drill.findFirst({ where: { id: drillId, endedAt: null, startedById: null } });
      if (!row || now?.drillId === drillId) return;
      const pass = await steward.pass(row.eventId, "drill.run", "command line: drill");
      const isLate = clock.now().getTime() - row.startedAt.getTime() > askedMs;
      if (isLate || (await against(pass))) return void (await db.drill.delete({ where: { id: drillId } }));
      await db.$transaction((tx) => audit.record(tx, pass, "drill.started", { drillId }));
      begin(pass, drillId);
    },

    /** At the house's opening: forgets what a drill left that was stopped in its midst, and ends its row. */
    async sweep(): Promise<void> {
      await forgetShadows({ room, house: house() });
      await db.drill.updateMany({ where: { endedAt: null, OR: [{ NOT: { startedById: null } }, { startedAt: { lt: new Date(clock.now().getTime() - askedMs) } }] }, data: { endedAt: clock.now() } });
    },

    /** Ends the drill that runs, and waits until its shadow is gone. */
    async close(): Promise<void> {
      isClosing = true;
      await now?.running;
    },
  };
}
