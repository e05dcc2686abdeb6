import type { Session, Staff } from "#prisma/generated/client.ts";
import type { Signed, Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import { gather } from "#server/infra/gather.ts";
import { newId } from "#server/infra/ids.ts";
import type { Sealed } from "#server/infra/sealed.ts";
import { digest, newToken } from "#server/infra/secrets.ts";

const minute = 60_000;
/** A member of staff signs in anew after twelve hours. */
export const staffMs = 12 * 60 * minute;
/** And after a pause: a browser that may open confidential and sealed events, because it showed more than a password, after the shorter one. */
const pauseMs = { strong: 60 * minute, weak: 120 * minute } as const;
/** A browser is forgotten after ninety days without a visit, and a year after its first. */
const browserMs = 90 * 24 * 60 * minute;
const browserLongestMs = 365 * 24 * 60 * minute;
/** Staff who proved themselves again are believed for acts that ask for it this long. */
const steppedUpMs = 10 * minute;
const strong: ReadonlySet<string> = new Set(["totp", "passkey", "recoveryCode"]);
const isStrongBy = ({ signedInBy }: Session): boolean => signedInBy !== null && strong.has(signedInBy);
/** Visits are noted this often at most. */
const notedMs = 5 * minute;
const isToken = /^[A-Za-z0-9_-]{43}$/;

/** What the edge knows of a request beside its cookie: the address it came from, and what its browser signed. */
export interface Edge {
  readonly address?: string | null;
  readonly signed?: Signed | null;
}

/** Sessions: one browser each, an opaque cookie kept only as a digest, revocable. */
export function openSessions(deps: { db: Db; clock: Clock; sealed: Sealed; tombstones: Tombstones }) {
  const { db, clock, sealed, tombstones } = deps;

  async function read(row: (Session & { staff: Staff | null }) | null, edge: Edge): Promise<Visitor> {
    const now = clock.now();
    const since = (at: Date): number => now.getTime() - at.getTime();
    if (!row || row.endedAt || tombstones.has(row.id) || since(row.seenAt) > browserMs || since(row.createdAt) > browserLongestMs) return stranger;
    const isPaused = row.signedInAt !== null && since(row.seenAt) > pauseMs[isStrongBy(row) ? "strong" : "weak"];
    // A visit that cannot be noted is one all the same; a pause that cannot be is found again at the next. Whoever signed in meanwhile stays.
    const signedOut = isPaused ? { signedInAt: null, steppedUpAt: null } : {};
    if (since(row.seenAt) > notedMs) await db.session.updateMany({ where: { id: row.id, seenAt: row.seenAt }, data: { seenAt: now, ...signedOut } }).catch(() => {});
    const isSignedIn = !isPaused && row.signedInAt !== null && since(row.signedInAt) < staffMs;
    if (!isSignedIn || !row.staff || row.staff.removedAt || tombstones.has(row.staff.id)) return { sessionId: row.id, staff: null, ...edge };
    const { id, roles, isNarrowed, onlyEvents, language } = row.staff;
    const isStrong = isStrongBy(row);
    const isSteppedUp = isStrong && row.steppedUpAt !== null && since(row.steppedUpAt) < steppedUpMs;
    return { sessionId: row.id, staff: { id, roles, isNarrowed, onlyEvents, language, isStrong, isSteppedUp }, ...edge };
  }

  // Seats ask again and again, many in the same moment: one query for all of them.
  const rowOf = gather<string, (Session & { staff: Staff | null }) | null>(async (ids) => {
    const rows = await db.session.findMany({ where: { id: { in: [...new Set(ids)] } }, include: { staff: true } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

  return {
    /** Whom a cookie stands for; a stranger for anything that is not a living session. */
    async visitorOf(token: string | null, edge: Edge = {}): Promise<Visitor> {
      if (!token || !isToken.test(token)) return stranger;
      return read(await db.session.findUnique({ where: { tokenHash: digest(token) }, include: { staff: true } }), edge);
    },

    /** Whom a session stands for now, asked again by a seat that it opened. */
    visitorById: async (sessionId: string, edge: Edge = {}): Promise<Visitor> => read(await rowOf(sessionId), edge),

    /** Notes that staff are there at an open desk, though they ask for nothing; a pause that is over stays one. */
    async stillThere(sessionIds: readonly string[]): Promise<void> {
      const now = clock.now();
      const since = new Date(now.getTime() - pauseMs.strong);
      await db.session.updateMany({ where: { id: { in: [...sessionIds] }, seenAt: { gt: since }, NOT: { signedInAt: null } }, data: { seenAt: now } });
    },

    /** Begins a session for a browser and gives its token, once. `tx` lets it stand or fall with what it is begun for. */
    async begin(browserWords: string, tx: Tx = db): Promise<{ sessionId: string; token: string }> {
      const sessionId = newId("session");
      const token = newToken();
      const now = clock.now();
      await tx.session.create({
        data: { id: sessionId, tokenHash: digest(token), browser: sealed.house.seal(`Session.browser:${sessionId}`, browserWords), createdAt: now, seenAt: now },
      });
      return { sessionId, token };
    },

    /** Gives a living session a new token at a step up; the old one is dead at once. */
    async renew(sessionId: string, tx: Tx = db): Promise<string> {
      const token = newToken();
      await tx.session.update({ where: { id: sessionId }, data: { tokenHash: digest(token), seenAt: clock.now() } });
      return token;
    },

    /** The words by which a person recognises one of their browsers. */
    browserOf: (row: { id: string; browser: Uint8Array | null }): string =>
      row.browser ? sealed.house.open(`Session.browser:${row.id}`, row.browser) : "",
  };
}
export type Sessions = ReturnType<typeof openSessions>;
