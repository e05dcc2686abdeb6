import { RateLimiterMemory } from "rate-limiter-flexible";
import { Wishes } from "#contracts/event.ts";
import { profileOf } from "#server/access/profile.ts";
import { writeLetters } from "#server/guests/send.ts";
import { heldBack } from "#server/infra/held-back.ts";
import type { Room } from "#server/room.ts";

/** Every answer comes so long after it was asked for, whatever the house finds; in milliseconds. */
const answeredMs = 400;
const hourMs = 60 * 60_000;
/** Letters a guest can be sent in an hour because they, or somebody, asked for a new link. */
const perHour = 3;
/** Who holds a letter of theirs that was not taken back. */
const isAwaited = { kind: "personal", endedAt: null, NOT: { sentAt: null } } as const;
/** Invitations one request may bring back, those of the events nearest to now: at more than this nobody is awaited. */
const eventsMax = 5;

const passes = async (limiter: RateLimiterMemory, key: string): Promise<boolean> => limiter.consume(key).then(() => true, () => false);

/**
 * For whoever has lost their letter. A new link, one use and ten minutes, goes to the address alone, and to one that was
 * invited; whoever asks learns nothing: one answer, after one time, with the house's work done behind it.
 */
export function openLost(room: Room, onFault: (fault: unknown) => void) {
  const { db, clock, secrets, tombstones, audit } = room;
  const byEmail = new RateLimiterMemory({ points: perHour, duration: 3600 });
  const bySender = new RateLimiterMemory({ points: 10, duration: 600 });
  const byAll = new RateLimiterMemory({ points: 600, duration: 60 });

  async function mayAsk(digest: string, sender: string): Promise<boolean> {
    return (await passes(bySender, sender)) && (await passes(byEmail, digest)) && passes(byAll, "all");
  }

  /** Writes to the guests of an address, at each event that still awaits them and gives links by letter. */
  async function write(emailHash: Uint8Array<ArrayBuffer>): Promise<void> {
    const since = new Date(clock.now().getTime() - hourMs);
    const guests = await db.guest.findMany({
      where: {
        ...{ removedAt: null, client: { emailHash } },
        event: { phase: { in: ["announced", "doors", "live"] }, quarantinedAt: null, drillOf: null },
        invitations: { some: isAwaited },
      },
      select: { id: true, eventId: true, event: { select: { level: true, wishes: true, startsAt: true } } },
    });
    const away = (startsAt: Date) => Math.abs(startsAt.getTime() - clock.now().getTime());
    const nearest = guests.sort((one, other) => away(one.event.startsAt) - away(other.event.startsAt)).slice(0, eventsMax);
    for (const { id, eventId, event } of nearest) {
      const level = tombstones.levelOf(eventId, event.level);
      // Where another browser takes the guest's advisor, so does another letter.
      if (tombstones.has(id) || profileOf(level, Wishes.parse(event.wishes)).anotherBrowser === "staffOnly") continue;
      await db.$transaction(async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Guest" WHERE id = ${id} FOR NO KEY UPDATE`;
        const guest = await tx.guest.findFirst({ where: { id, eventId, removedAt: null, invitations: { some: isAwaited } }, include: { client: true } });
        const sent = await tx.invitation.count({ where: { guestId: id, kind: "again", createdAt: { gt: since } } });
        if (!guest?.client || sent >= perHour) return;
        await writeLetters(room, tx, "again", [guest]);
        await audit.write(tx, eventId, "door.linkAsked", { kind: "stranger" }, { guestId: id, isLost: true });
      });
    }
  }

  return {
    /** Asks for a new link to an address, from a sender's network address. Always the same answer, and none of what was done. */
    async ask(email: string, sender: string): Promise<void> {
      const begun = performance.now();
      const emailHash = secrets.search("email", email);
      const work = async () => {
        if (await mayAsk(Buffer.from(emailHash).toString("base64url"), sender)) await write(emailHash);
      };
      work().catch(onFault);
      await heldBack(begun, answeredMs);
    },
  };
}
