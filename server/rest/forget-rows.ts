import type { Tx } from "#server/infra/db.ts";

/** What was taken out of the database with an event, by kind. */
export type Forgotten = Record<
  "guests" | "clients" | "invitations" | "browsers" | "seats" | "tablets" | "codes" | "keys" | "lines" | "letters" | "files" | "minutes",
  number
>;

const nothing = new Uint8Array(0);

/**
 * Takes an event's rows out, within the caller's transaction: of the event itself its ids, its level and the times of its
 * phases stay; its agreements stay under their own key, its record with ids only. Clients whom only this event knew and
 * no advisor keeps go, too, and browsers that were at no other.
 */
export async function forgetRows(tx: Tx, eventId: string, purgedAt: Date): Promise<Forgotten> {
  const where = { eventId };
  const gone = async (deleting: Promise<{ count: number }>) => (await deleting).count;
  const guests = await tx.guest.findMany({ where, select: { clientId: true } });
  const clientIds = guests.flatMap(({ clientId }) => clientId ?? []);
  const devices = (await tx.device.findMany({ where, select: { id: true } })).map(({ id }) => id);
  const sessions = (await tx.sessionIdentity.findMany({ where, distinct: ["sessionId"], select: { sessionId: true } })).map(({ sessionId }) => sessionId);
  const letters = (await tx.letter.findMany({ where, select: { id: true } })).map(({ id }) => id);
  await removeJobs(tx, letters);

  const counted: Forgotten = {
    lines: await gone(tx.chatLine.deleteMany({ where })),
    minutes: await gone(tx.reactionMinute.deleteMany({ where })),
    letters: await gone(tx.letter.deleteMany({ where })),
    codes: await gone(tx.doorCode.deleteMany({ where })),
    keys: await gone(tx.guestKey.deleteMany({ where })),
    invitations: await gone(tx.invitation.deleteMany({ where })),
    files: await gone(tx.eventFile.deleteMany({ where })),
    seats: await gone(tx.seat.deleteMany({ where })),
    browsers: await gone(tx.sessionIdentity.deleteMany({ where })),
    tablets: await gone(tx.device.deleteMany({ where })),
    guests: await gone(tx.guest.deleteMany({ where })),
    clients: await gone(tx.client.deleteMany({ where: { id: { in: clientIds }, advisorId: null, guests: { none: {} } } })),
  };
  await tx.seatMove.deleteMany({ where });
  await tx.pairing.deleteMany({ where: { deviceId: { in: devices } } });
  await tx.product.deleteMany({ where });
  await tx.drill.updateMany({ where, data: { report: null } });
  await tx.eventBoutique.deleteMany({ where });
  await tx.session.deleteMany({ where: { id: { in: sessions }, staffId: null, identities: { none: {} }, seats: { none: {} } } });
  await tx.consent.updateMany({ where, data: { askedReason: nothing } });
  await tx.consent.updateMany({ where: { ...where, NOT: { agreedReason: null } }, data: { agreedReason: nothing } });
  await tx.event.update({
    where: { id: eventId },
    data: {
      ...{ phase: "purged", purgedAt, wishes: {}, title: nothing, codeName: nothing, place: null, slug: null, slugHash: null, networks: null, welcome: null },
      ...{ callName: null, zone: "UTC", localStart: "", lineSeq: 0, seatSeq: 0, quarantinedAt: null },
    },
  });
  return counted;
}

/** Takes jobs out of the queue by their keys; the queue makes its tables at first start, so they may not be there yet. */
async function removeJobs(tx: Tx, keys: readonly string[]): Promise<void> {
  const [queue] = await tx.$queryRaw<{ isThere: boolean }[]>`SELECT to_regproc('graphile_worker.remove_job') IS NOT NULL AS "isThere"`;
  if (queue?.isThere && keys.length > 0) await tx.$executeRaw`SELECT graphile_worker.remove_job(key) FROM unnest(${[...keys]}::text[]) AS key`;
}

/** Whether nothing of a forgotten event is left in the database but ids, times and what was agreed. */
export async function isForgotten(tx: Tx, eventId: string): Promise<boolean> {
  const where = { eventId };
  const counts = await Promise.all([
    tx.chatLine.count({ where }),
    tx.letter.count({ where }),
    tx.guest.count({ where }),
    tx.invitation.count({ where }),
    tx.eventFile.count({ where }),
    tx.product.count({ where }),
    tx.device.count({ where }),
    tx.eventBoutique.count({ where }),
    tx.seat.count({ where }),
    tx.sessionIdentity.count({ where }),
    tx.doorCode.count({ where }),
    tx.guestKey.count({ where }),
    tx.seatMove.count({ where }),
    tx.reactionMinute.count({ where }),
  ]);
  const event = await tx.event.findUnique({ where: { id: eventId }, select: { title: true, codeName: true, place: true, slug: true, networks: true, welcome: true, phase: true } });
  const isEmpty = event !== null && event.phase === "purged" && event.title.length + event.codeName.length === 0 && !event.place && !event.slug && !event.networks && !event.welcome;
  return isEmpty && counts.every((count) => count === 0);
}
