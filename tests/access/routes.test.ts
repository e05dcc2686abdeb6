import { readFileSync } from "node:fs";
import { EventPlan } from "#contracts/event.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import routes from "#app/routes.ts";
import { clients, events, outsider, speakers, staff } from "#prisma/cast.ts";
import { localTimeIn, must } from "#prisma/seed.ts";
import type { Address, Answer } from "#tests/access/crawl.ts";
import { addressesOf, leaked, openCrawler, openFingerprint, plain } from "#tests/access/crawl.ts";
import type { Lines, Persona, Target, Verdict } from "#tests/access/routes-table.ts";
import { personas, routesTable, untyped } from "#tests/access/routes-table.ts";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse } from "#tests/house/open-house.ts";

const addresses = addressesOf(await routes);
const madeUpToken = "Zm9yZ2VkLWxpbmstbm9ib2R5LWV2ZXItZ290LWl0LXg".slice(0, 43).padEnd(43, "x");

let cast: CastHouse;
let crawler: ReturnType<typeof openCrawler>;
const cookies = {} as Record<Persona, string | null>;
/** What stands in the address for each target, and for its made-up twin: the same form and length, never given to anybody. */
const words = {} as Record<Exclude<Target, "none">, { real: string; madeUp: string }>;
const fields = new Map<string, string>();
let canaries: string[] = [];
/** What somebody may see on a page that does not let them in: who they are, and the events their role knows of. */
const own = {} as Record<Persona, readonly string[]>;
const titles = [events.invited.title, events.invited.codeName, events.open.codeName, "A Draft Nobody Saw", "Bozzetto"];

const twinOf = (real: string) => {
  const cut = real.includes("_") ? real.indexOf("_") + 1 : real.includes("-") ? real.lastIndexOf("-") + 1 : 0;
  return { real, madeUp: real.slice(0, cut) + madeUpToken.repeat(2).slice(0, real.length - cut) };
};

beforeAll(async () => {
  cast = await openCastHouse({ settings: { TRUSTED_PROXIES: "loopback", FAILURES_PER_MINUTE: "1000000" } });
  crawler = openCrawler(cast.origin);
  const { steward, house, eventIds, guestIds, boutiqueIds, room } = cast;
  const invited = eventIds.invited;
  const plan = { title: "A Draft Nobody Saw", codeName: "Bozzetto", level: "open", mode: "public", format: "online", zone: "Europe/Rome" } as const;
  const draft = must(await house.events.create(steward.housePass("event.create", "test"), EventPlan.parse({ ...plan, localStart: localTimeIn("Europe/Rome", 90) }))).eventId;
  const slugOf = async (eventId: string) => {
    const { slug } = await room.db.event.findUniqueOrThrow({ where: { id: eventId }, select: { slug: true } });
    return room.sealed.event(eventId).open(`Event.slug:${eventId}`, slug ?? new Uint8Array());
  };

  for (const key of Object.keys(staff) as (keyof typeof staff)[]) cookies[key] = cast.staffCookie(key);
  const entered = async (key: string) => (await cast.enter(key)).jar.cookie;
  Object.assign(cookies, { stranger: null, madeUp: madeUpToken, ines: await entered("ines"), kaori: await entered("kaori") });
  Object.assign(cookies, { withdrawn: await entered("sofia"), removed: await entered("adrien") });
  const tablet = await cast.pairTablet(invited, boutiqueIds.milano);
  cookies.tablet = tablet.cookie;
  const joiner = cast.browser();
  await joiner.post(`/e/${await slugOf(eventIds.open)}`, { name: "Zoe" });
  cookies.outsider = joiner.jar.cookie;
  const pass = await steward.pass(invited, "event.open", "test");
  await house.events.openDoors(pass);
  await house.events.goLive(await steward.pass(invited, "event.open", "test"));
  await house.guests.withdraw(await steward.pass(invited, "guest.invite", "test"), guestIds.get("sofia") ?? "");
  await house.guests.remove(await steward.pass(invited, "guest.remove", "test"), guestIds.get("adrien") ?? "");

  const inviting = steward.housePass("staff.invite", "test");
  const invite = async (name: string) =>
    must(await house.staff.invite(inviting, { name, email: `${name.toLowerCase()}@aurelle.example`, roles: ["host"], eventIds: [] })).link.split("/").at(-1) ?? "";
  const [openInvite, spentInvite] = [await invite("Paola"), await invite("Renzo")];
  const invites = await house.staff.openInvites(inviting);
  await house.staff.withdrawInvite(inviting, invites.find((one) => one.name === "Renzo")?.id ?? "");
  const letter = (await house.mail.outbox(steward.housePass("outbox.read", "test")))[0]?.id ?? "";
  const font = readFileSync("node_modules/@fontsource/italiana/files/italiana-latin-400-normal.woff2");
  must(await house.maison.keepFont(steward.housePass("settings.edit", "test"), { bytes: font, isLicensed: true }));
  const fontFile = (await house.maison.read()).ownFace?.path.split("/").at(-1) ?? "";
  const link = (key: string) => cast.links.get(key)?.split("/").at(-1) ?? "";
  const real: Record<Exclude<Target, "none">, string> = {
    ...{ invited, open: eventIds.open, draft, openSlug: await slugOf(eventIds.open), draftSlug: await slugOf(draft) },
    ...{ usedLink: link("ines"), withdrawnLink: link("outsider"), openInvite, withdrawnInvite: spentInvite, letter, fontFile },
  };
  for (const [target, word] of Object.entries(real) as [Exclude<Target, "none">, string][]) {
    if (!word) throw new Error(`nothing to ask for: ${target}`);
    words[target] = twinOf(word);
  }
  const marcId = (await house.staff.list(inviting)).find((one) => one.name === staff.marc.name)?.id ?? "";
  const session = await room.db.session.findFirst({ where: { staffId: marcId } });
  const inviteId = invites.find((one) => one.name === "Paola")?.id ?? "";
  const ids = { haruka: guestIds.get("haruka") ?? "", milano: boutiqueIds.milano, device: tablet.deviceId, marc: marcId, session: session?.id ?? "", invite: inviteId };
  for (const [name, id] of Object.entries(ids)) fields.set(`{${name}}`, id);

  const people = [...Object.values(staff), ...Object.values(clients), ...Object.values(speakers), outsider];
  canaries = [
    ...titles, "Le Sentier", ...people.flatMap(({ name, email }) => [name, email]), ...Object.values(ids), ...guestIds.values(),
    ...[invited, eventIds.open, draft, letter, real.draftSlug, real.usedLink, real.withdrawnLink, openInvite, spentInvite],
  ].filter((one) => one.length > 0);
  for (const persona of personas) {
    const me = persona in staff ? staff[persona as keyof typeof staff] : null;
    own[persona] = me ? [me.name, me.email] : [];
  }
});
afterAll(() => {
  console.info(`${crawler?.asked()} requests were made over HTTP.`);
  return cast?.close();
});

const fill = (pattern: string, target: Target, isMadeUp: boolean): string => {
  const word = target === "none" ? "nothing-here" : isMadeUp ? words[target].madeUp : words[target].real;
  return pattern.replaceAll(/:\w+|\*/g, word);
};
const dataOf = (address: string) => (address === "/" ? "/_root.data" : `${address}.data`);
const formOf = (form: Record<string, string> = {}) => Object.fromEntries(Object.entries(form).map(([key, value]) => [key, fields.get(value) ?? value]));
const isIndexed = (id: string) => id === "routes/_index";

/** What an answer amounts to, document or data. */
function verdictOf(answer: Answer, verdict: Verdict): Verdict | string {
  const { status, headers, body } = answer;
  const goesTo = status >= 300 && status < 400 ? (headers.location ?? "") : status === 202 ? body : "";
  if (goesTo.includes("/studio/sign-in")) return "signIn";
  if (goesTo.includes("/studio/step-up")) return "why";
  if (status === 404) return "absent";
  if (status === 403) return "why";
  if (status === 409) return "taken";
  if (status < 400 && (verdict === "in" || verdict === "taken")) return verdict;
  if (status === 400 && verdict === "in") return "in"; // the form's own word, after the door
  return `${status} ${goesTo.slice(0, 80)}`;
}

interface Case {
  address: Address;
  target: Target;
  line: NonNullable<Lines[Target]>;
}
const cases: Case[] = addresses.flatMap((address) =>
  Object.entries(routesTable[address.id] ?? {}).map(([target, line]) => ({ address, target: target as Target, line })),
);
const lacks = (verdict: Verdict) => verdict === "absent" || verdict === "signIn";

/** Does a piece of work for many, a few at a time. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}

describe("completeness", () => {
  test("every route of the manifest has a line in the table, and every line a route", () => {
    expect(untyped(addresses.map(({ id }) => id))).toEqual([]);
  });
  test("one route more in the manifest is noticed, and one line without a route", async () => {
    const grown = addressesOf([...(await routes), { file: "routes/backdoor.ts", path: "backdoor" }]);
    expect(untyped(grown.map(({ id }) => id))).toEqual(["routes/backdoor"]);
    expect(untyped(addresses.map(({ id }) => id).filter((id) => id !== "routes/studio.guests"))).toEqual(["routes/studio.guests"]);
  });
  test("a route with a word in its address is asked for with a real one", () => {
    const unasked = cases.filter(({ address, target }) => address.pattern.includes(":") && target === "none").map(({ address }) => address.id);
    expect(unasked).toEqual([]);
  });
});

describe.each(personas)("%s", (persona) => {
  const cookie = () => cookies[persona];
  const secrets = () => canaries.filter((word) => !own[persona].includes(word));

  test("every address answers as the table says: document, data, each part of the data, HEAD", async () => {
    const wrong: string[] = [];
    await each(cases, async ({ address, target, line }) => {
      if (address.isLayout) return;
      const [real, madeUp] = [fill(address.pattern, target, false), fill(address.pattern, target, true)];
      const expected = line.get[persona];
      const shapes = [
        { way: "document", of: (at: string) => at },
        { way: "data", of: dataOf },
        ...[...address.branch, "routes/nowhere-else"].map((id) => ({ way: `part ${id}`, of: (at: string) => `${dataOf(at)}?_routes=${encodeURIComponent(id)}` })),
      ];
      for (const { way, of } of shapes) {
        const answer = await crawler.ask(of(real), cookie());
        const isWhole = way === "document" || way === "data" || way === `part ${address.id}`;
        const found = verdictOf(answer, expected);
        // A goal of forms is nobody's page; asked for as data its frame may send a stranger to sign in first.
        const isFrameFirst = found === "signIn" && way !== "document" && expected === "absent" && line.post !== null && address.branch.length > 2;
        if (isWhole && found !== expected && !isFrameFirst) wrong.push(`${way} ${address.id} ${target}: ${found}, not ${expected}`);
        if (!lacks(expected)) continue;
        const leaks = leaked({ ...answer, ...plain(answer, target === "none" ? "" : words[target].real) }, secrets());
        if (leaks.length > 0) wrong.push(`${way} ${address.id} ${target}: tells ${leaks.join(", ")}`);
        if (target === "none") continue;
        const { real: word, madeUp: twin } = words[target];
        const [one, other] = [plain(answer, word), plain(await crawler.ask(of(madeUp), cookie()), twin)];
        if (JSON.stringify(one) !== JSON.stringify(other)) wrong.push(`${way} ${address.id} ${target}: differs from made up: ${differing(one, other)}`);
      }
      const head = await crawler.ask(real, cookie(), { method: "HEAD" });
      const isSameHead = verdictOf(head, expected) === expected && head.body === "";
      if (!isSameHead) wrong.push(`head ${address.id} ${target}: ${verdictOf(head, expected)}, not ${expected}`);
      if (lacks(expected) && leaked(head, secrets().filter((one) => !real.includes(one))).length > 0) wrong.push(`head ${address.id} ${target}: tells`);
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  test("what they send changes nothing where they lack, from wherever it comes; foreign pages change nothing anywhere", async () => {
    const wrong: string[] = [];
    const before = await openFingerprint(cast.databaseUrl);
    await each(cases, async ({ address, target, line }) => {
      const at = fill(address.pattern, target, false) + (isIndexed(address.id) ? "?index" : "");
      const form = formOf(line.form);
      const send = (to: string, from?: string | null) => crawler.ask(to, cookie(), { method: "POST", form, ...(from === undefined ? {} : { from }) });
      for (const from of ["https://elsewhere.example", null, "null"])
        for (const to of [at, dataOf(fill(address.pattern, target, false))]) {
          const answer = await send(to, from);
          if (answer.status !== 404 || answer.body !== "Not found") wrong.push(`${address.id} ${target} from ${from}: ${answer.status}`);
        }
      for (const method of ["GET", "POST"] as const) {
        const answer = await crawler.ask(`${fill(address.pattern, target, false)}?_data=${encodeURIComponent(address.id)}`, cookie(), { method, form });
        if (answer.status !== 404 || answer.body !== "Not found") wrong.push(`_data ${method} ${address.id} ${target}: ${answer.status}`);
      }
      const manifest = await crawler.ask(`/__manifest?p=${encodeURIComponent(fill(address.pattern, target, false))}&version=1`, cookie());
      if (manifest.status !== 404 || manifest.body !== "Not found") wrong.push(`manifest ${address.id}: ${manifest.status}`);

      if (address.isLayout) return;
      const expected = line.post?.[persona] ?? "absent";
      if (expected === "in") return;
      for (const to of [at, dataOf(fill(address.pattern, target, false))]) {
        const answer = await send(to);
        const found = verdictOf(answer, expected);
        // Where no form is taken Remix says that the method is not; it has asked no loader for that.
        const isNoForm = line.post === null && (answer.status === 405 || found === "signIn");
        if (found !== expected && !isNoForm) wrong.push(`POST ${address.id} ${target}: ${found}, not ${expected}`);
        if (!lacks(expected)) continue;
        const word = target === "none" ? "" : words[target].real;
        const leaks = leaked({ ...answer, ...plain(answer, word) }, secrets());
        if (leaks.length > 0) wrong.push(`POST ${address.id} ${target}: tells ${leaks.join(", ")}`);
        if (target === "none" || line.post === null) continue;
        const twin = await crawler.ask(to.replace(word, words[target].madeUp), cookie(), { method: "POST", form });
        const [one, other] = [plain(answer, word), plain(twin, words[target].madeUp)];
        if (JSON.stringify(one) !== JSON.stringify(other)) wrong.push(`POST ${address.id} ${target}: differs from made up: ${differing(one, other)}`);
      }
    });
    expect(wrong).toEqual([]);
    expect(await openFingerprint(cast.databaseUrl)).toEqual(before);
  }, 120_000);
});

/** Where two answers part, for whoever reads the failure. */
function differing(one: Answer, other: Answer): string {
  if (one.status !== other.status) return `${one.status} and ${other.status}`;
  const names = [...new Set([...Object.keys(one.headers), ...Object.keys(other.headers)])].filter((name) => one.headers[name] !== other.headers[name]);
  if (names.length > 0) return names.map((name) => `${name}: ${one.headers[name]} and ${other.headers[name]}`).join("; ");
  const from = [...one.body].findIndex((sign, index) => sign !== other.body[index]);
  return `…${one.body.slice(Math.max(0, from - 60), from + 80)} and …${other.body.slice(Math.max(0, from - 60), from + 80)}`;
}

describe("the suite can fail", () => {
  test("a canary is found however it is written, in bodies and in headers", () => {
    const answer = (body: string, headers = {}) => ({ status: 404, headers, body });
    expect(leaked(answer('{"name":"In\\u00e8s Arnaud"}'), ["Inès Arnaud"])).toEqual(["Inès Arnaud"]);
    expect(leaked(answer("<p>L&#x27;heure</p>"), ["L'heure"])).toEqual(["L'heure"]);
    expect(leaked(answer("", { location: "/door/abc?next=Le%20Sentier" }), ["Le Sentier"])).toEqual(["Le Sentier"]);
    expect(leaked(answer("nothing to see"), ["Le Sentier"])).toEqual([]);
  });
  test("two answers that differ by one header or one letter are told apart", () => {
    const one: Answer = { status: 404, headers: { date: "now", "x-one": "1" }, body: "not here ev_1 1763776245123" };
    expect(plain({ ...one, headers: { ...one.headers, date: "later" }, body: "not here ev_2 1763776249999" }, "ev_2")).toEqual(plain(one, "ev_1"));
    expect(plain({ ...one, headers: { "x-one": "2" } }, "ev_1")).not.toEqual(plain(one, "ev_1"));
    expect(plain({ ...one, body: "not there ev_1" }, "ev_1")).not.toEqual(plain(one, "ev_1"));
  });
});
