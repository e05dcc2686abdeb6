import type { Level } from "#contracts/event.ts";
import type { PublicJoin } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import type * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Sessions } from "#server/access/session.ts";
import { takeNumbers } from "#server/guests/admission.ts";
import { newId } from "#server/infra/ids.ts";
import { unnamed } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";

/** The browser of a visitor of an open event. */
export interface JoiningBrowser {
  sessionId: string | null;
  browserWords: string;
  language: Language;
}

/**
 * Joins an open event with a name or none; the same browser comes back as the same guest, under the name it gave first.
 * Null when the event was raised since the door was asked. Throws for an event that is entered by link.
 */
export async function joinOpen(
  room: Room,
  sessions: Sessions,
  pass: Pass<"door.enter">,
  form: z.infer<typeof PublicJoin>,
  browser: JoiningBrowser,
): Promise<{ eventId: string; sessionToken: string } | null> {
  const { eventId } = pass;
  if (!profileOf(pass.event.level).isListed) throw new Error("only an open event is joined without a link");
  return room.db.$transaction(async (tx) => {
    // Waits for whoever raises the level now, and lets them wait: what is made here is there to be ended, or is not made.
    const [row] = await tx.$queryRaw<{ level: Level }[]>`SELECT level::text FROM "Event" WHERE id = ${eventId} FOR NO KEY UPDATE`;
    if (!row || !profileOf(room.tombstones.levelOf(eventId, row.level)).isListed) return null;
    const begun = browser.sessionId === null ? await sessions.begin(browser.browserWords, tx) : null;
    const sessionId = begun?.sessionId ?? browser.sessionId ?? "";
    const sessionToken = begun?.token ?? (await sessions.renew(sessionId, tx)); // holds the session's row: the same browser waits its turn
    const known = await tx.sessionIdentity.findFirst({ where: { sessionId, eventId, endedAt: null, guestId: { not: null } } });
    if (known) return { eventId, sessionToken };
    const number = await takeNumbers(tx, eventId, 1);
    const guestId = newId("guest");
    const name = form.name || unnamed(browser.language);
    const now = room.clock.now();
    await tx.guest.create({
      data: {
        ...{ id: guestId, eventId, number, language: browser.language, createdAt: now },
        name: room.sealed.event(eventId).seal(`Guest.name:${guestId}`, name),
      },
    });
    await tx.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId, boundAt: now } });
    await room.audit.record(tx, pass, "guest.joined", { guestId });
    return { eventId, sessionToken };
  });
}
