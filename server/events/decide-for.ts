import { Wishes } from "#contracts/event.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Decision, Person } from "#server/access/policy.ts";
import { decide } from "#server/access/policy.ts";
import type { Room } from "#server/room.ts";

/** What the policy says of one row of a list to somebody who was not admitted to it. */
export const decideFor = ({ tombstones }: Pick<Room, "tombstones">, person: Person, row: Event): Decision =>
  decide(person, {
    level: tombstones.levelOf(row.id, row.level), // raised in memory counts, stored or not
    phase: row.phase,
    wishes: Wishes.parse(row.wishes),
    isRevealed: row.revealedAt !== null,
    isQuarantined: row.quarantinedAt !== null,
  });
