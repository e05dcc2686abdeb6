import type { EventKey } from "#prisma/cast.ts";
import { crew, crewSpeaker, eventKeys } from "#prisma/cast.ts";
import type { Env } from "#server/infra/env.ts";
import type { Log } from "#server/infra/log.ts";
import type { Sipario } from "#server/open.ts";
import { openSipario } from "#server/open.ts";
import { counters, rememberTablet, sendTabletsHome } from "#tests/demo/counters.ts";
import type { Crowd } from "#tests/demo/crew.ts";
import { startCrowd } from "#tests/demo/crew.ts";
import type { GuestList, ListedKey } from "#tests/demo/guest-list.ts";
import { crowdOf, guestLists, listedKeys } from "#tests/demo/guest-list.ts";
import type { Evening, Linked } from "#tests/demo/orders.ts";
import { askBesideOwner, seedOwners } from "#tests/demo/owners.ts";
import type { PreparedEvent, StaffLink } from "#tests/demo/prepare.ts";
import { prepareEvent, prepareEvents, prepareMaison, staffLinks } from "#tests/demo/prepare.ts";
import { stages } from "#tests/demo/stages.ts";

/** How many of an evening's simulated guests take the picture. */
const watchers = { invited: 4, open: 0, confidential: 0, sealed: 2 } as const satisfies Record<EventKey, number>;
const openAudience = 8;
/** The curtain rises at the latest so long after the doors, one evening after the other. */
const risesWithinMs = { invited: 50_000, open: 50_000, confidential: 110_000, sealed: 150_000 } as const satisfies Record<EventKey, number>;
/** So long after that the cloth is lifted from the piece. */
const revealsAfterMs = { invited: null, open: null, confidential: 70_000, sealed: 60_000 } as const satisfies Record<EventKey, number | null>;
const doorsWithinMs = 60_000;

export interface Tempo {
  /** The curtain rises by itself, the speaker comes and goes, the cloth is lifted; otherwise whoever asked for the launch directs all of it. */
  runsItself: boolean;
}

export interface Launch {
  sipario: Sipario;
  crowd: Crowd;
  events: Record<EventKey, PreparedEvent>;
  staff: Map<string, StaffLink>;
  lists: Record<ListedKey, GuestList>;
  /** The public page of the open event. */
  publicLink: string;
  /** When each evening goes live by itself. */
  liveAt: Partial<Record<EventKey, number | null>>;
  close(): Promise<void>;
}

const isListed = (key: EventKey): key is ListedKey => listedKeys.some((one) => one === key);
const deskOf = (origin: string, eventId: string): string => `${origin}/studio/events/${eventId}/desk`;

/** Opens the house, prepares the cast, and lets the crowd in. Resolves when the doors of every evening are open. */
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
    const boutiqueIds = await prepareMaison(sipario);
    const [events, besideOwner] = await Promise.all([prepareEvents(sipario, boutiqueIds, dataDir), seedOwners(sipario)]);
    if (besideOwner) await askBesideOwner(sipario, besideOwner, events.sealed.id);
    const staffBy = await staffLinks(sipario, events.open.id, origin);
    const linkOf = (name: string) => staffBy.get(name)?.link ?? "";
    const working = crowd.until(({ told }) => told === "working", doorsWithinMs);
    working.catch(() => {}); // awaited below
    const hosts = Object.fromEntries(eventKeys.map((key) => [key, linkOf(stages[key].host.name)])) as Record<EventKey, string>;
    crowd.order({ do: "work", origin, director: linkOf(crew.nora.name), hosts });
    await Promise.all(eventKeys.map((key) => sendTabletsHome(sipario, events[key], dataDir)));
    const { invited, confidential, sealed } = await guestLists(sipario, { invited: events.invited.id, confidential: events.confidential.id, sealed: events.sealed.id }, boutiqueIds);
    if (!invited || !confidential || !sealed) throw new Error("a guest list is missing");
    await working;
    const launch: Launch = { sipario, crowd, events, lists: { invited, confidential, sealed }, staff: staffBy, publicLink: "", liveAt: {}, close };
    crowd.hear((told) => {
      if (told.told === "paired") rememberTablet(sipario, launch.events[told.key], told.boutique, dataDir).catch(() => {});
    });
    await Promise.all(eventKeys.map((key) => begin(launch, key, counters(key, boutiqueIds), runsItself)));
    return launch;
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** Sends the crowd to one event; resolves when its doors are open. */
async function begin(launch: Launch, key: EventKey, tablets: Evening["tablets"], runsItself: boolean): Promise<void> {
  const { sipario, crowd, lists } = launch;
  const { id, title, startsAt } = launch.events[key];
  const liveAt = runsItself ? Math.max(Date.now() + 5_000, Math.min(startsAt, Date.now() + risesWithinMs[key])) : null;
  launch.liveAt[key] = liveAt;
  if (key === "open") launch.publicLink = await publicLinkOf(sipario, title);
  const linked = (one: { name: string }): Linked[] => {
    const found = isListed(key) ? lists[key].get(one.name) : undefined;
    return found ? [{ name: found.name, language: found.language, link: found.link, ...(found.code ? { code: found.code } : {}) }] : [];
  };
  const [speaker] = key === "invited" ? linked(crewSpeaker) : [];
  const evening: Evening = {
    ...{ do: "attend", key, level: key, title, liveAt, tablets },
    desk: deskOf(sipario.origin, id),
    revealAfterMs: runsItself ? revealsAfterMs[key] : null,
    guests: isListed(key) ? crowdOf[key].flatMap(linked) : [],
    watchers: sipario.mediaWord === null ? watchers[key] : 0,
    speaker: speaker ? { ...speaker, everyMs: runsItself ? 150_000 : null, onAirMs: 60_000, firstAfterMs: 120_000 } : null,
    open: key === "open" ? { link: launch.publicLink, count: openAudience } : null,
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
  const boutiqueIds = await prepareMaison(sipario);
  launch.events[key] = await prepareEvent(sipario, key, boutiqueIds, sipario.dataDir);
  launch.staff = await staffLinks(sipario, launch.events.open.id, sipario.origin);
  if (isListed(key)) Object.assign(launch.lists, await guestLists(sipario, { [key]: launch.events[key].id }, boutiqueIds));
  await begin(launch, key, counters(key, boutiqueIds), true);
}
