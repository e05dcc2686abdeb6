import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Phase } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { BoutiqueKey, EventKey } from "#prisma/cast.ts";
import { boutiques, clients, crew, crewSpeaker, outsider, someone, speakers, staff } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import { must, seedEvent, seedMaison } from "#prisma/seed.ts";
import { root } from "#server/infra/embedded/root.ts";
import type { Linked } from "#tests/demo/orders.ts";
import { readState, writeState } from "#tests/demo/state.ts";

const why = "the demo prepares its launch";
export const crowdSize = 40;
const isOver = (phase: Phase): boolean => phase === "ended" || phase === "cancelled" || phase === "purged";

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

/** The maison, its boutiques and both events, made where they are not there; an event that is over is followed by a new one. */
export async function prepareEvents(seedable: Seedable, dataDir: string): Promise<{ boutiqueIds: Record<BoutiqueKey, string>; events: Record<EventKey, PreparedEvent> }> {
  const wordmark = readFileSync(path.join(root, "prisma/wordmark-aurelle.svg"), "utf8");
  const boutiqueIds = await seedMaison(seedable, wordmark);
  const invited = await prepareEvent(seedable, "invited", boutiqueIds, dataDir);
  const open = await prepareEvent(seedable, "open", boutiqueIds, dataDir);
  return { boutiqueIds, events: { invited, open } };
}

/** One event of the cast: the one this folder holds, else a new one that begins within a minute. */
export async function prepareEvent(seedable: Seedable, key: EventKey, boutiqueIds: Record<BoutiqueKey, string>, dataDir: string): Promise<PreparedEvent> {
  const { house, steward } = seedable;
  const known = readState(dataDir).events[key];
  let phase = known ? await phaseOf(seedable, known) : null;
  let id = known;
  if (!id || !phase || isOver(phase)) {
    id = await seedEvent(seedable, key, boutiqueIds, 0.3);
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
  const links = new Map<string, StaffLink>();
  for (const person of [...Object.values(staff), ...Object.values(crew)]) {
    const { name, email } = person;
    const roles: Role[] = [...person.roles];
    const [role = "analyst"] = roles;
    const here = known.find((one) => one.email === email && !one.removedAt);
    const eventIds = "onlyEvents" in person ? [openEventId] : [];
    const made = here ? await house.staff.recoveryLink(pass, here.id) : await house.staff.invite(pass, { name, email, roles, eventIds });
    links.set(name, { name, email, role, link: new URL(must(made).link, origin).href });
  }
  return links;
}

interface Listed {
  name: string;
  email: string;
  language: Linked["language"];
  kind: "guest" | "speaker";
  place: string;
}

/** Puts everybody on the list of the invited event and writes to them; answers the links their letters hold, by name. */
export async function guestLinks(seedable: Seedable, eventId: string, boutiqueIds: Record<BoutiqueKey, string>): Promise<Map<string, Linked & { guestId: string }>> {
  const { house, steward } = seedable;
  const pass = await steward.pass(eventId, "guest.invite", why);
  const cast: Listed[] = [
    ...Object.values(clients).map((one) => ({ ...one, kind: "guest" as const, place: "boutique" in one ? boutiqueIds[one.boutique] : "online" })),
    ...[speakers.kaori, crewSpeaker].map((one) => ({ ...one, kind: "speaker" as const, place: "online" })),
    { ...outsider, kind: "guest", place: "online" },
  ];
  const listPass = await steward.pass(eventId, "guest.list", why);
  const before = new Set((await house.guests.list(listPass)).map(({ email }) => email));
  for (const one of cast) if (!before.has(one.email)) must(await house.guests.add(pass, one));
  const crowd = Array.from({ length: crowdSize }, (_, at) => someone(at)).filter(({ email }) => !before.has(email));
  const pasted = crowd.map(({ name, email, language }) => `${name}; ${email}; ${language}`).join("\n");
  if (pasted) {
    const { added, faults } = await house.guests.paste(pass, pasted, "online", false);
    if (faults.length > 0 || added.length !== crowd.length) throw new Error("the demo's guest list was not taken as it was pasted");
  }

  const rows = (await house.guests.list(listPass)).filter(({ removedAt, email }) => !removedAt && email);
  const out = rows.find(({ email }) => email === outsider.email);
  // The outsider's letter is written once: the link they hold is the dead one.
  const written = rows.filter((row) => row !== out || row.invitation === "none");
  must(await house.guests.send(pass, written.map(({ id }) => id)));
  const links = await readLetters(seedable, eventId);
  if (out && out.invitation === "none") await house.guests.withdraw(pass, out.id);

  const found = new Map<string, Linked & { guestId: string }>();
  for (const { id, name, language } of rows) {
    const link = links.get(name);
    if (link) found.set(name, { guestId: id, name, language, link });
  }
  return found;
}

const letterPatienceMs = 30_000;

/** Waits until the queue has sent what waits, then reads the newest letter to everybody, as its reader would. */
async function readLetters({ house, steward }: Seedable, eventId: string): Promise<Map<string, string>> {
  const pass = steward.housePass("outbox.read", why);
  const reading = await steward.pass(eventId, "letter.read", why);
  for (const end = Date.now() + letterPatienceMs; ; await sleep(50)) {
    const cards = (await house.mail.outbox(pass)).filter((one) => one.eventId === eventId);
    if (cards.some(({ state }) => state === "waiting") && Date.now() < end) continue;
    const newest = new Map<string, string>();
    for (const { id, to, state, isKept } of cards) if (state === "sent" && isKept && !newest.has(to)) newest.set(to, id);
    const links = new Map<string, string>();
    await Promise.all(
      [...newest].map(async ([to, id]) => {
        const letter = await house.mail.read(reading, id);
        const link = /https?:\/\/\S+\/door\/[A-Za-z0-9_-]{43}/.exec(letter?.text ?? "")?.[0];
        if (link) links.set(to, link);
      }),
    );
    return links;
  }
}

/** The tablets the crowd paired when this folder was last open have gone home: their pairings end. */
export async function sendTabletsHome({ house, steward }: Seedable, eventId: string, dataDir: string): Promise<void> {
  const { tabletIds } = readState(dataDir);
  if (tabletIds.length === 0) return;
  const pass = await steward.pass(eventId, "device.revoke", why);
  for (const id of tabletIds) await house.devices.revoke(pass, id);
  writeState(dataDir, (state) => ({ ...state, tabletIds: [] }));
}

/** Remembers which tablet the crowd has just paired: the newest of its boutique. */
export async function rememberTablet({ house, steward }: Seedable, eventId: string, boutique: string, dataDir: string): Promise<void> {
  const all = await house.devices.list(await steward.pass(eventId, "device.revoke", why));
  const newest = all.filter(({ boutiqueName, revokedAt }) => boutiqueName === boutique && !revokedAt).sort((a, b) => b.pairedAt.localeCompare(a.pairedAt))[0];
  if (newest) writeState(dataDir, (state) => ({ ...state, tabletIds: [...state.tabletIds, newest.id] }));
}

/** The boutiques on whose counters the crowd's tablets stand. */
export const counters = (boutiqueIds: Record<BoutiqueKey, string>) =>
  (["milano", "paris"] as const).map((key) => ({ boutiqueId: boutiqueIds[key], boutique: boutiques[key].name }));
