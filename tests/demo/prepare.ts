import { readFileSync } from "node:fs";
import path from "node:path";
import type { Phase } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { BoutiqueKey, EventKey } from "#prisma/cast.ts";
import { crew, eventKeys, events, pieces, secondOwner, staff } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import { must, seedEvent, seedMaison } from "#prisma/seed.ts";
import { root } from "#server/infra/embedded/root.ts";
import { layPiece } from "#tests/demo/piece.ts";
import { readState, writeState } from "#tests/demo/state.ts";

const why = "the demo prepares its launch";
/** How many minutes before it begins an evening is planned: one after the other, so that each may be watched. */
const beginsIn = { invited: 0.3, open: 0.3, confidential: 1, sealed: 1.6 } as const satisfies Record<EventKey, number>;
const isOver = (phase: Phase): boolean => phase === "ended" || phase === "cancelled" || phase === "purged";
const isPieceKey = (key: EventKey): key is keyof typeof pieces => key in pieces;

export interface PreparedEvent {
  id: string;
  key: EventKey;
  title: string;
  codeName: string;
  level: string;
  startsAt: number;
  phase: Phase;
}
export interface StaffLink {
  name: string;
  email: string;
  role: Role;
  link: string;
}

/** The maison and its boutiques, made where they are not there. */
export const prepareMaison = (seedable: Seedable): Promise<Record<BoutiqueKey, string>> => seedMaison(seedable, readFileSync(path.join(root, "prisma/wordmark-aurelle.svg"), "utf8"));

/** Every evening of the cast, made where it is not there; one that is over is followed by a new one. */
export async function prepareEvents(seedable: Seedable, boutiqueIds: Record<BoutiqueKey, string>, dataDir: string): Promise<Record<EventKey, PreparedEvent>> {
  const [invited, open, confidential, sealed] = await Promise.all(eventKeys.map((key) => prepareEvent(seedable, key, boutiqueIds, dataDir)));
  if (!invited || !open || !confidential || !sealed) throw new Error("an evening is missing");
  return { invited, open, confidential, sealed };
}

/** One event of the cast: the one this folder holds, else a new one that begins within minutes. */
export async function prepareEvent(seedable: Seedable, key: EventKey, boutiqueIds: Record<BoutiqueKey, string>, dataDir: string): Promise<PreparedEvent> {
  const { house, steward } = seedable;
  const known = readState(dataDir).events[key];
  let phase = known ? await phaseOf(seedable, known) : null;
  let id = known;
  if (!id || !phase || isOver(phase)) {
    id = await seedEvent(seedable, key, boutiqueIds, beginsIn[key]);
    if (isPieceKey(key)) await layPiece(seedable, id, key, events[key].codeName);
    writeState(dataDir, (state) => ({ ...state, events: { ...state.events, [key]: id } }));
    phase = "draft";
  }
  if (phase === "draft") must(await house.events.announce(await steward.pass(id, "event.open", why)));
  const view = await house.events.read(await steward.pass(id, "event.know", why));
  return { id, key, title: view.title, codeName: view.codeName, level: view.level, startsAt: Date.parse(view.startsAt), phase: view.phase };
}

async function phaseOf({ house, steward }: Seedable, eventId: string): Promise<Phase | null> {
  try {
    return (await house.events.read(await steward.pass(eventId, "event.know", why))).phase;
  } catch {
    return null; // not in this database
  }
}

/** A fresh one-time link for everybody on the staff: an invitation, or a recovery once they have joined. By name. */
export async function staffLinks({ house, steward }: Seedable, openEventId: string, origin: string): Promise<Map<string, StaffLink>> {
  const pass = steward.housePass("staff.invite", why);
  const known = await house.staff.list(pass);
  const people = [...Object.values(staff), secondOwner, ...Object.values(crew)];
  const links = await Promise.all(
    people.map(async (person): Promise<StaffLink> => {
      const { name, email } = person;
      const roles: Role[] = [...person.roles];
      const [role = "analyst"] = roles;
      const here = known.find((one) => one.email === email && !one.removedAt);
      const eventIds = "onlyEvents" in person ? [openEventId] : [];
      const made = here ? await house.staff.recoveryLink(pass, here.id) : await house.staff.invite(pass, { name, email, roles, eventIds });
      return { name, email, role, link: new URL(must(made).link, origin).href };
    }),
  );
  return new Map(links.map((one) => [one.name, one]));
}
