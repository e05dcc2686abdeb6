import type { EventPlan, Wishes as WishesType } from "#contracts/event.ts";
import { Wishes } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";
import type { Pass } from "#server/access/pass.ts";
import { nameThrough, seesPlace } from "#server/access/lens.ts";
import { profileOf } from "#server/access/profile.ts";
import type { PlanFault } from "#server/events/plan.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Room } from "#server/room.ts";

type SealedRow = Pick<Event, "id" | "level" | "phase" | "title" | "codeName" | "place">;
type Seen = Pick<Pass, "lens"> & { event: Pick<Pass["event"], "level"> };

/** What an event is called and where it is, as somebody may read it; empty once its key is destroyed. */
export function namesSeen({ sealed }: Room, seen: Seen, row: SealedRow): { name: string; place: string | null } {
  if (row.phase === "purged") return { name: "", place: null };
  const seal = sealed.event(row.id);
  return {
    name: nameThrough(seen, {
      title: () => seal.open(`Event.title:${row.id}`, row.title),
      codeName: () => seal.open(`Event.codeName:${row.id}`, row.codeName),
    }),
    place: row.place && seesPlace(seen) ? seal.open(`Event.place:${row.id}`, row.place) : null,
  };
}

/** The name the house itself calls an event by; empty once its key is destroyed. */
export const codeNameOf = ({ sealed }: Room, row: Pick<Event, "id" | "phase" | "codeName">): string =>
  row.phase === "purged" ? "" : sealed.event(row.id).open(`Event.codeName:${row.id}`, row.codeName);

/** The wishes a plan states, over those that were kept; retention never longer than the level allows. */
export function wishesOf(plan: EventPlan, kept: Partial<WishesType> = {}): WishesType {
  const { veil, mark, code, agreement, speakersSign, staffSign, oneBrowser, companions, recording, restream } = plan;
  const softwareKey = plan.softwareKey && plan.level === "sealed";
  const wishes = Wishes.parse({ ...kept, veil, mark, code, agreement, speakersSign, staffSign, oneBrowser, softwareKey, companions, recording, restream });
  const max = profileOf(plan.level).retentionMonthsMax ?? wishes.retentionMonths;
  return { ...wishes, retentionMonths: Math.min(wishes.retentionMonths, max) };
}

/** The planned networks of tablets, sealed; null when none are listed. */
export const networksColumn = ({ sealed }: Room, eventId: string, { networks }: Pick<EventPlan, "networks">) =>
  networks ? sealed.event(eventId).seal(`Event.networks:${eventId}`, networks) : null;

const Welcome = z.object({ hostedBy: z.string().optional(), welcome: z.string().optional() });
/** Who hosts, and what a guest may expect, as a plan writes it. */
export type Welcome = z.infer<typeof Welcome>;

/** Who hosts and what to expect, sealed together; null where neither is written. */
export const welcomeColumn = ({ sealed }: Room, eventId: string, { hostedBy, welcome }: Welcome) =>
  hostedBy || welcome ? sealed.event(eventId).seal(`Event.welcome:${eventId}`, JSON.stringify({ hostedBy, welcome })) : null;

/** Who hosts and what to expect, opened; empty where neither is written, and once the event's key is destroyed. */
export const welcomeOf = ({ sealed }: Room, row: Pick<Event, "id" | "phase" | "welcome">): Welcome =>
  row.welcome && row.phase !== "purged" ? Welcome.parse(JSON.parse(sealed.event(row.id).open(`Event.welcome:${row.id}`, row.welcome))) : {};

/** A software key is weaker, so an owner alone lets it in; whoever else plans may leave it as it is. */
export const ownersFault = (plan: EventPlan, { holder }: Pick<Pass, "holder">, kept: Partial<WishesType> = {}): PlanFault | null =>
  plan.level === "sealed" && plan.softwareKey && !kept.softwareKey && holder.kind === "staff" && !holder.roles.includes("owner")
    ? "key.softwareByOwner"
    : null;
