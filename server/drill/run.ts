import type { DrillDoor, DrillFound, DrillKind, DrillPerson, DrillReport } from "#contracts/drill.ts";
import { drillPeople } from "#contracts/drill.ts";
import type { Event } from "#prisma/generated/client.ts";
import type { Address } from "#server/drill/addresses.ts";
import { dataOf, filled } from "#server/drill/addresses.ts";
import type { Front, Jar } from "#server/drill/ask.ts";
import { openAsker } from "#server/drill/ask.ts";
import { isCallOpen, tryCall } from "#server/drill/call.ts";
import type { Canary } from "#server/drill/canaries.ts";
import { shadowGuests } from "#server/drill/canaries.ts";
import { isInPlace } from "#server/drill/in-place.ts";
import type { Knocker, Knocking } from "#server/drill/knocker.ts";
import { leaked } from "#server/drill/leaked.ts";
import { lettersOf } from "#server/drill/letters.ts";
import { asksOf } from "#server/drill/may-see.ts";
import { gather } from "#server/drill/people.ts";
import { signIn } from "#server/drill/put-in-place.ts";
import type { Shadow, ShadowDeps } from "#server/drill/shadow.ts";
import { makeShadow, why } from "#server/drill/shadow.ts";
import type { Tally, Trying } from "#server/drill/try.ts";
import { foundIn, tryPages } from "#server/drill/try.ts";
import type { Line } from "#server/drill/wire.ts";
import { allCommands, openLine } from "#server/drill/wire.ts";

export interface Running extends ShadowDeps {
  readonly front: Front;
  readonly addresses: readonly Address[];
  /** The media server's own port on this machine; null where it is not in reach. */
  readonly mediaPort: number | null;
  /** Hears how far it has come. */
  progress(now: { tried: number; who: DrillPerson | null; done: number; of: number }): void;
  /** Hears of cookies that were given while trying, so that what they opened can be forgotten. */
  given(tokens: readonly string[]): void;
  isStopped(): boolean;
}

const foundMax = 200;
/** No drill lasts longer, in milliseconds; one that would is given up. */
const longestMs = 180_000;

/** Counts what is tried and keeps what is found, each thing at a place once. */
function openTally(running: Running, begun: number) {
  const tried = new Map<DrillPerson, Partial<Record<DrillDoor, number>>>();
  const found = new Map<string, DrillFound>();
  let [all, failures] = [0, 0];
  let [who, done, of]: [DrillPerson | null, number, number] = [null, 0, drillPeople.length];
  const tally: Tally = {
    count(person, door) {
      const doors = tried.get(person) ?? {};
      tried.set(person, { ...doors, [door]: (doors[door] ?? 0) + 1 });
      all += 1;
      if (all % 20 === 0) running.progress({ tried: all, who, done, of });
    },
    find: (one) => void found.set(Object.values(one).join("\0"), { ...one, where: one.where.slice(0, 200) }),
    fail() {
      failures += 1;
    },
    check() {
      if (running.isStopped()) throw new Error("the drill was stopped");
      if (performance.now() - begun > longestMs) throw new Error("the drill took too long");
    },
  };
  return {
    ...tally,
    tried, found,
    all: () => all,
    failures: () => failures,
    turn(person: DrillPerson | null, index: number, count: number) {
      [who, done, of] = [person, index, count];
      running.progress({ tried: all, who, done, of });
    },
  };
}

/**
 * What staff who may read see of the shadow at the same addresses, filled in the same way, as those who may not will be
 * sent to: the kinds of hidden words in pages and in data.
 */
async function look({ asker, shadow }: Pick<Knocking, "asker" | "shadow">, jar: Jar, addresses: readonly Address[]): Promise<{ asked: number; seen: Set<DrillKind> }> {
  const of = { pages: new Set<DrillKind>(), data: new Set<DrillKind>() };
  const words = shadow.canaries.all.map(({ word }) => word);
  let asked = 0;
  for (const address of addresses.filter(({ pattern }) => pattern.startsWith("/studio/events/:eventId")))
    for (const at of filled(address, { eventId: [shadow.eventId], fileId: shadow.files }))
      for (const [way, to] of [["pages", at], ["data", dataOf(at)]] as const) {
        const said = new Set(leaked(await asker.ask(to, jar), words));
        asked += 1;
        for (const { word, kind } of shadow.canaries.all) if (said.has(word)) of[way].add(kind);
      }
  return { asked, seen: new Set([...of.pages].filter((kind) => of.data.has(kind) || kind === "file")) };
}

/** The live wire as somebody: both doors of it, every command whether or not they were let in, and all that is heard. */
async function tryWire({ front }: Running, trying: Trying, knocker: Knocker, own: Line | null): Promise<Line[]> {
  const { shadow, tally } = trying;
  const { who, jar, held, me } = knocker;
  const lines: Line[] = own ? [own] : [];
  for (const as of ["event", "staff"] as const) {
    if (own && as === "event") continue; // the seat they have is theirs
    tally.check();
    lines.push(await openLine(front, jar.cookie, { eventId: shadow.eventId, as, ...(held ? { seatId: held.seatId } : {}) }));
    tally.count(who, "wire");
  }
  for (const line of lines)
    for (const [name, asked] of allCommands()) {
      const said = (await line.command(name, asked)) ?? "";
      tally.count(who, "commands");
      for (const { kind } of foundIn(trying, who, me, { headers: {}, body: said })) tally.find({ who, door: "commands", where: name, what: kind });
    }
  hear(trying, knocker, lines);
  return lines;
}

/** Whatever came over somebody's lines unasked. */
function hear(trying: Trying, { who, me }: Knocker, lines: readonly Line[]): void {
  for (const line of lines)
    for (const { kind } of foundIn(trying, who, me, { headers: {}, body: line.heard() })) trying.tally.find({ who, door: "wire", where: "live wire", what: kind });
}

/** The kinds that somebody who may read has to have seen, or the drill is blind. */
const mustBeSeen = (shadow: Shadow): DrillKind[] => ["title", "codeName", "place", "product", "price", "fileName", "name", "surname", ...(asksOf(shadow.event).agreement ? (["agreement"] as const) : [])];

/** Runs a drill of an event on a shadow of it, from its making to its last letter; forgetting the shadow is its caller's. */
export async function runDrill(running: Running, real: Event): Promise<DrillReport> {
  const { room, house, steward, front, addresses, mediaPort } = running;
  const begun = performance.now();
  const startedAt = room.clock.now().toISOString();
  const tally = openTally(running, begun);
  const asker = openAsker(front);
  const lines = new Map<DrillPerson, Line[]>();
  try {
    const shadow = await makeShadow(running, real);
    const at: Knocking = { room, house, steward, front, asker, shadow };
    const control = await signIn(at, "producer");
    const before = await look(at, control, addresses);
    const { people, links, seatId, line } = await gather(at, control);
    const after = await look(at, control, addresses);
    const seen = new Set([...before.seen, ...after.seen]);

    const hidden: Canary[] = [...shadow.canaries.all, ...shadowGuests.map((of): Canary => ({ kind: "link", of, word: links[of] }))];
    const trying: Trying = { asker, shadow, hidden, addresses, tally };
    const lost = new Set<DrillPerson>();
    const admitted = people.beforeReveal;
    if (house.hasPicture() && admitted && (await isCallOpen(front, admitted.jar, seatId))) seen.add("call");
    const knockers = drillPeople.flatMap((who) => people[who] ?? []);
    for (const [index, knocker] of knockers.entries()) {
      const { who } = knocker;
      tally.turn(who, index, knockers.length);
      if (!(await isInPlace(at, knocker))) lost.add(who);
      lines.set(who, await tryWire(running, trying, knocker, who === "beforeReveal" ? line : null));
      if (house.hasPicture())
        for (const { where, isOpen } of await tryCall(front, mediaPort, knocker, seatId)) {
          tally.count(who, "call");
          if (isOpen) tally.find({ who, door: "call", where, what: "call" });
        }
      await tryPages(trying, knocker, "looks");
      if (!(await isInPlace(at, knocker))) lost.add(who);
      await tryPages(trying, knocker, "forms");
      hear(trying, knocker, lines.get(who) ?? []);
    }

    // The second of the reveal is told to those who are in; everybody else still has nothing, and hears nothing.
    await house.stage.reveal(await steward.pass(shadow.eventId, "stage.direct", why), "everyone");
    for (const knocker of knockers) {
      if (knocker.who === "beforeReveal" || knocker.who === "analyst") continue;
      tally.turn(knocker.who, knockers.length, knockers.length);
      hear(trying, knocker, lines.get(knocker.who) ?? []);
      await tryPages(trying, knocker, "afterReveal");
    }

    tally.turn(null, knockers.length, knockers.length);
    await asker.ask(`/door/${links.beforeReveal}/again`, { cookie: null }, { method: "POST" }); // somebody else asks for a letter
    await house.seating.endAll({ eventId: shadow.eventId }, "eventOver");
    const parts = await lettersOf(running, shadow);
    for (const { to, where, text } of parts)
      for (const { kind } of foundIn(trying, "letter", to, { headers: {}, body: text })) tally.find({ who: "letter", door: "letters", where, what: kind });

    const letters = new Set(parts.map(({ letterId }) => letterId)).size;
    const required = [...mustBeSeen(shadow), ...(house.hasPicture() ? (["call"] as const) : [])];
    return {
      ...{ level: real.level, format: real.format, startedAt, endedAt: room.clock.now().toISOString(), letters, routes: addresses.length },
      people: drillPeople.map((who) => ({ who, applies: people[who] !== undefined, tried: tally.tried.get(who) ?? {} })),
      control: { asked: before.asked + after.asked, seen: [...seen], missed: required.filter((kind) => !seen.has(kind)), lost: [...lost] },
      call: !house.hasPicture() ? "none" : mediaPort === null ? "gateway" : "both",
      failed: tally.failures(),
      found: [...tally.found.values()].slice(0, foundMax),
      foundCount: tally.found.size,
      tried: tally.all() + letters,
    };
  } finally {
    for (const line of [...lines.values()].flat()) line.close();
    running.given(asker.given());
    asker.close();
  }
}
