import type { HousePass, Pass } from "#server/access/pass.ts";
import type { CopyDays } from "#server/rest/certificate.ts";
import { certify, signCertificate } from "#server/rest/certificate.ts";
import type { PurgeDeps } from "#server/rest/purge.ts";
import { forgetAt, openPurge } from "#server/rest/purge.ts";
import { reopen } from "#server/rest/quarantine.ts";

export type { Certificate, CopyDays } from "#server/rest/certificate.ts";

/** When the queue looks for events whose day has come: a cron pattern in UTC. */
export const forgetEvery = "*/10 * * * *";

/** What becomes of an event when it is over: forgotten by hand or by date, with a certificate; and opened again after a quarantine. */
export function openRest(deps: PurgeDeps & { days: CopyDays }) {
  const { room, days } = deps;
  const { forgetDue, purge, goOn, again } = openPurge(deps);
  return {
    /** Forgets an event by an owner's word; at sealed by that of two. */
    purge: (pass: Pass<"event.purge">) => purge(pass),
    /** When an event's time is up by itself; null while it has none. */
    async dueAt(pass: Pass<"event.purge">): Promise<string | null> {
      return forgetAt(await room.db.event.findUniqueOrThrow({ where: { id: pass.eventId } }))?.toISOString() ?? null;
    },
    /** Opens an event again after a quarantine. */
    reopen: (pass: Pass<"event.reopen">) => reopen(room, pass),
    /** What is forgotten and what outlives it; null for an event that is not forgotten to its end. */
    certificate: (pass: Pass<"event.audit">) => certify(room, pass, days),
    /** The same as a signed text to be taken out. */
    async signedCertificate(pass: Pass<"event.audit">): Promise<string | null> {
      const certificate = await certify(room, pass, days);
      return certificate && signCertificate(room.signing, certificate);
    },
    /** The events that are forgotten, the latest first: ids and times are all there is. */
    async forgotten(_pass: HousePass<"audit.read">): Promise<{ eventId: string; purgedAt: string }[]> {
      const rows = await room.db.event.findMany({ where: { phase: "purged", NOT: { purgedAt: null } }, orderBy: { purgedAt: "desc" }, select: { id: true, purgedAt: true } });
      return rows.map(({ id, purgedAt }) => ({ eventId: id, purgedAt: purgedAt?.toISOString() ?? "" }));
    },
    /** The house's own: a purge that was stopped halfway, or brought back by an older database. */
    goOn,
    again,
    /** The queue's work: forgets what is due. */
    forgetDue,
  };
}
