import type { EventPlan, Format, Level, Mode, Phase, Wishes as WishesType } from "#contracts/event.ts";
import { Wishes } from "#contracts/event.ts";
import type { HousePass, Pass } from "#server/access/pass.ts";
import type { Agreed } from "#server/access/profile.ts";
import { visibleToStaff } from "#server/access/visible.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { BoutiqueCard } from "#server/boutiques/boutiques.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import type { Consents } from "#server/consents/consents.ts";
import { lowerLevel, raiseLevel } from "#server/events/change-level.ts";
import { attendedAt } from "#server/events/attended.ts";
import { changePhase } from "#server/events/change-phase.ts";
import type { Welcome } from "#server/events/columns.ts";
import { codeNameOf, namesSeen, welcomeOf } from "#server/events/columns.ts";
import { createEvent } from "#server/events/create.ts";
import { decideFor } from "#server/events/decide-for.ts";
import { editEvent, standsOnTwo } from "#server/events/edit.ts";
import { levelFact, levelFacts } from "#server/events/levels.ts";
import { checkPlan } from "#server/events/plan.ts";
import { openPublicEvents } from "#server/events/public.ts";
import { readPlan } from "#server/events/read-plan.ts";
import { readinessOf } from "#server/events/readiness.ts";
import { openNotices } from "#server/mail/notices.ts";
import type { Room } from "#server/room.ts";

/** Times are ISO 8601 in UTC; `localStart` is the local time that was meant, in `zone`. */
export interface EventView {
  id: string;
  title: string;
  codeName: string;
  level: Level;
  mode: Mode;
  format: Format;
  phase: Phase;
  startsAt: string;
  announcedAt: string | null;
  /** When the piece was shown to everybody. */
  revealedAt: string | null;
  doorsAt: string | null;
  liveAt: string | null;
  endedAt: string | null;
  zone: string;
  localStart: string;
  place: string | null;
  wishes: WishesType;
  version: number;
  /** Who hosts, and what to expect; empty for whoever may read nothing of it yet. */
  hosting: Welcome;
  boutiques: BoutiqueCard[];
}
export type EventCard = Pick<EventView, "id" | "title" | "codeName" | "level" | "format" | "phase" | "startsAt" | "zone"> & {
  /** Null for staff who may not know how many, such as those without a second proof. */
  guests: number | null;
};

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** Events: planned in the studio, moved on by the producer's commands, read through the lens of a pass. */
export function openEvents(room: Room, consents: Consents) {
  const { db, clock } = room;
  const boutiques = openBoutiques(room);
  const notices = openNotices(room);

  return {
    ...openPublicEvents(room),

    /** Everything that keeps a plan from being saved now, for the planner's preview. */
    check: (_pass: HousePass<"studio.enter">, plan: EventPlan, agreed: Agreed = {}) => checkPlan(plan, clock.now(), agreed),

    /** Whether two owners agreed to what a plan of the pass's event stands on. */
    agreedFor: async (pass: Pass<"event.edit">, plan: EventPlan): Promise<Agreed> => ({
      isOnlineAgreed: standsOnTwo(plan) && (await consents.isAgreed(pass.eventId, "sealedOnline", plan.format)),
    }),

    /** What each level means, and whether its doors can be opened in this house. */
    levels: (_pass: HousePass<"studio.enter">) => levelFacts(),
    /** What a plan's level means, tightened by what it wishes for. */
    levelOf: (_pass: HousePass<"studio.enter">, plan: EventPlan) => levelFact(plan.level, plan),

    /** The plan as it stands, unveiled, and who wrote it last. */
    plan: (pass: Pass<"event.edit">) => readPlan(room, pass),
    /** Makes an event in draft; the reason is the first rule of the plan that does not hold. */
    create: (pass: HousePass<"event.create">, plan: EventPlan) => createEvent(room, pass, plan),

    /** Changes an event's plan unless somebody did since `version`. */
    edit: (pass: Pass<"event.edit">, plan: EventPlan, version: number) => editEvent({ room, consents }, pass, plan, version),

    /** Raises the level, at once and for everybody who is there; `notHigher`, or the rule that stands against it. */
    raise: (pass: Pass<"event.raise">, level: Level) => raiseLevel({ room, consents }, pass, level),
    /** Lowers the level after the draft, by the word of two owners. */
    lower: (pass: Pass<"event.lower">, level: Level) => lowerLevel({ room, consents }, pass, level),

    /** What stands ready for the pass's event and what is missing, in numbers. */
    readiness: (pass: Pass<"numbers.see">) => readinessOf(room, pass),
    /** How many were there in each minute, by place, and who came of those expected. */
    attended: (pass: Pass<"numbers.see">) => attendedAt(room, pass),

    /** The events a member of staff may know of, latest first, with how many guests each has. */
    async listForStaff(visitor: Visitor): Promise<EventCard[]> {
      const { staff } = visitor;
      if (!staff) return [];
      const rows = await db.event.findMany({
        where: { AND: [visibleToStaff(visitor), { phase: { not: "purged" } }] },
        orderBy: [{ startsAt: "desc" }, { id: "asc" }],
      });
      const counts = await db.guest.groupBy({
        by: ["eventId"],
        where: { eventId: { in: rows.map(({ id }) => id) }, kind: "guest", removedAt: null },
        _count: { _all: true },
      });
      const guests = new Map(counts.map(({ eventId, _count }) => [eventId, _count._all]));
      return rows.map((row) => {
        const { lens, may } = decideFor(room, { kind: "staff", roles: staff.roles, isOfEvent: true, hasSigned: false, isStrong: staff.isStrong === true }, row);
        return {
          ...{ id: row.id, level: row.level, format: row.format, phase: row.phase, zone: row.zone },
          title: namesSeen(room, { lens, event: row }, row).name,
          codeName: codeNameOf(room, row),
          startsAt: row.startsAt.toISOString(),
          guests: may.has("numbers.see") ? (guests.get(row.id) ?? 0) : null,
        };
      });
    },

    /** The pass's event as its holder may read it. The code name goes to staff only, beside what everyone reads. */
    async read(pass: Pass<"event.know">): Promise<EventView> {
      const row = await db.event.findUniqueOrThrow({ where: { id: pass.eventId } });
      const { name, place } = namesSeen(room, pass, row);
      const isStaff = pass.holder.kind === "staff" || pass.holder.kind === "steward";
      return {
        ...{ id: row.id, level: row.level, mode: row.mode, format: row.format, phase: row.phase },
        title: name,
        codeName: isStaff ? codeNameOf(room, row) : name,
        startsAt: row.startsAt.toISOString(),
        ...{ announcedAt: iso(row.announcedAt), doorsAt: iso(row.doorsAt), liveAt: iso(row.liveAt), endedAt: iso(row.endedAt), revealedAt: iso(row.revealedAt) },
        ...{ zone: row.zone, localStart: row.localStart, place, wishes: Wishes.parse(row.wishes), version: row.version },
        hosting: pass.lens === "nothing" ? {} : welcomeOf(room, row),
        boutiques: await boutiques.ofEvent(pass),
      };
    },

    /** draft → announced: invitations may go out. */
    announce: (pass: Pass<"event.open">) => changePhase(room, pass, "announce"),
    /** announced → doors; `levelNotBuilt` for a level this house cannot keep yet. */
    openDoors: (pass: Pass<"event.open">) => changePhase(room, pass, "openDoors"),
    /** doors → live. */
    goLive: (pass: Pass<"event.open">) => changePhase(room, pass, "goLive"),
    /** doors or live → ended. */
    end: (pass: Pass<"event.end">) => changePhase(room, pass, "end"),
    /** Calls an event off, before it has ended; whoever was invited is written to. */
    async cancel(pass: Pass<"event.end">) {
      const outcome = await changePhase(room, pass, "cancel");
      if (outcome.ok && pass.event.phase !== "draft") await notices.tellCancelled(pass.eventId).catch(() => 0); // the queue catches up
      return outcome;
    },
  };
}
