import type { EventKey } from "#prisma/cast.ts";
import { crew, crewSpeaker, outsider, someone, speakers, staff } from "#prisma/cast.ts";
import type { Env } from "#server/infra/env.ts";
import type { Log } from "#server/infra/log.ts";
import type { Sipario } from "#server/open.ts";
import { openSipario } from "#server/open.ts";
import type { Crowd } from "#tests/demo/crew.ts";
import { startCrowd } from "#tests/demo/crew.ts";
import type { Evening, Linked } from "#tests/demo/orders.ts";
import type { PreparedEvent, StaffLink } from "#tests/demo/prepare.ts";
import { counters, crowdSize, guestLinks, prepareEvent, prepareEvents, rememberTablet, sendTabletsHome, staffLinks } from "#tests/demo/prepare.ts";

/** Those who take the picture among the simulated guests. */
const watchers = 4;
const openAudience = 8;
/** The curtain rises at the latest this long after the doors. */
const risesWithinMs = 50_000;
const doorsWithinMs = 30_000;

export interface Tempo {
  /** The curtain rises by itself, and the speaker comes and goes; otherwise whoever asked for the launch directs both. */
  runsItself: boolean;
}

export interface Launch {
  sipario: Sipario;
  crowd: Crowd;
  events: Record<EventKey, PreparedEvent>;
  staff: Map<string, StaffLink>;
  guests: Map<string, Linked & { guestId: string }>;
  /** The public page of the open event. */
  publicLink: string;
  liveAt: number | null;
  close(): Promise<void>;
}

const deskOf = (origin: string, eventId: string): string => `${origin}/studio/events/${eventId}/desk`;

/** Opens the house, prepares the cast, and lets the crowd in. Resolves when the doors of both events are open. */
export async function openLaunch(env: Env, log: Log, { runsItself }: Tempo, onTrouble: (words: string) => void): Promise<Launch> {
  const sipario = await openSipario({ env, log });
  let isClosing = false;
  const crowd = startCrowd((code) => {
    if (!isClosing) onTrouble(`the crowd went home by itself (${code ?? "killed"})`);
  });
  const close = async () => {
    isClosing = true;
    await crowd.end();
    await sipario.close();
  };
  try {
    const { origin, dataDir } = sipario;
    crowd.hear((told) => {
      if (told.told === "trouble") onTrouble(told.words);
      if (told.told === "figures") log.debug({ ...told, told: undefined }, "the crowd");
    });
    const { boutiqueIds, events } = await prepareEvents(sipario, dataDir);
    const staffBy = await staffLinks(sipario, events.open.id, origin);
    const linkOf = (name: string) => staffBy.get(name)?.link ?? "";
    const working = crowd.until(({ told }) => told === "working", doorsWithinMs);
    crowd.order({ do: "work", origin, director: linkOf(crew.nora.name), hosts: { invited: linkOf(staff.beatrice.name), open: linkOf(crew.aldo.name) } });
    await sendTabletsHome(sipario, events.invited.id, dataDir);
    const guests = await guestLinks(sipario, events.invited.id, boutiqueIds);
    await working;
    crowd.hear((told) => {
      if (told.told === "paired") rememberTablet(sipario, events.invited.id, told.boutique, dataDir).catch(() => {});
    });
    const launch: Launch = { sipario, crowd, events, guests, staff: staffBy, publicLink: "", liveAt: null, close };
    await Promise.all((["invited", "open"] as const).map((key) => begin(launch, key, counters(boutiqueIds), runsItself)));
    return launch;
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** Sends the crowd to one event; resolves when its doors are open. */
async function begin(launch: Launch, key: EventKey, tablets: Evening["tablets"], runsItself: boolean): Promise<void> {
  const { sipario, crowd, guests } = launch;
  const { id, title, startsAt } = launch.events[key];
  const isInvited = key === "invited";
  const soon = Date.now() + risesWithinMs;
  const liveAt = runsItself ? Math.max(Date.now() + 5_000, Math.min(startsAt, soon)) : null;
  if (isInvited) launch.liveAt = liveAt;
  else launch.publicLink = await publicLinkOf(sipario, title);
  const linked = (name: string): Linked[] => {
    const found = guests.get(name);
    return found ? [{ name, language: found.language, link: found.link }] : [];
  };
  const [speaker] = linked(crewSpeaker.name);
  const evening: Evening = {
    ...{ do: "attend", key, title, liveAt },
    desk: deskOf(sipario.origin, id),
    guests: isInvited ? Array.from({ length: crowdSize }, (_, at) => linked(someone(at).name)).flat() : [],
    watchers: isInvited && sipario.mediaWord === null ? watchers : 0,
    speaker: isInvited && speaker ? { ...speaker, everyMs: runsItself ? 150_000 : null, onAirMs: 60_000, firstAfterMs: 120_000 } : null,
    tablets: isInvited ? tablets : [],
    open: isInvited ? null : { link: launch.publicLink, count: openAudience },
  };
  const doors = crowd.until((told) => told.told === "doors" && told.key === key, doorsWithinMs);
  crowd.order(evening);
  await doors;
}

async function publicLinkOf({ house, origin }: Sipario, title: string): Promise<string> {
  const listed = (await house.events.listOpen()).filter((one) => one.title === title && one.phase !== "ended");
  return `${origin}/e/${listed.at(-1)?.slug ?? ""}`;
}

/** An event is over: prepares the next of its kind, with fresh links for everybody, and sends the crowd there. */
export async function follow(launch: Launch, key: EventKey): Promise<void> {
  const { sipario } = launch;
  const { boutiqueIds } = await prepareEvents(sipario, sipario.dataDir);
  launch.events[key] = await prepareEvent(sipario, key, boutiqueIds, sipario.dataDir);
  launch.staff = await staffLinks(sipario, launch.events.open.id, sipario.origin);
  if (key === "invited") launch.guests = await guestLinks(sipario, launch.events[key].id, boutiqueIds);
  await begin(launch, key, counters(boutiqueIds), true);
}

interface Person {
  name: string;
  kind: "staff" | "guest" | "speaker" | "device" | "outsider";
  role: string | null;
  event: string | null;
  link: string;
}

/** Everybody whose place is free, with the link such a person would really receive. */
export function peopleOf({ sipario, events, staff: staffBy, guests }: Launch): Person[] {
  const event = events.invited.id;
  const busy = new Set<string>([crew.nora.name, crew.aldo.name, staff.beatrice.name, crewSpeaker.name, ...Array.from({ length: crowdSize }, (_, at) => someone(at).name)]);
  const kindOf = (name: string): Person["kind"] => (name === speakers.kaori.name ? "speaker" : name === outsider.name ? "outsider" : "guest");
  return [
    ...[...staffBy.values()].filter(({ name }) => !busy.has(name)).map(({ name, role, link }) => ({ name, kind: "staff" as const, role, event: null, link })),
    ...[...guests.values()].filter(({ name }) => !busy.has(name)).map(({ name, link }) => ({ name, kind: kindOf(name), role: null, event, link })),
    { name: "Boutique tablet", kind: "device", role: null, event, link: `${sipario.origin}/tablet` },
  ];
}

/** What `--json` prints: one line, when the doors are open. */
export async function describe(launch: Launch) {
  const { sipario, events } = launch;
  const { house, steward, origin, mediaPort, dataDir } = sipario;
  const told = await Promise.all(
    Object.values(events).map(async ({ id, level, title, codeName }) => {
      const { phase: state } = await house.events.read(await steward.pass(id, "event.know", "the demo tells where its events stand"));
      return { id, level, title, codeName, state };
    }),
  );
  return { origin, mediaPort, dataDir, events: told, people: peopleOf(launch) };
}
