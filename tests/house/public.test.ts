import ICAL from "ical.js";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { events, maison } from "#prisma/cast.ts";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

let cast: CastHouse;
let slug: string;
beforeAll(async () => {
  cast = await openCastHouse();
  slug = (await cast.house.events.listOpen())[0]?.slug ?? "";
});
afterAll(() => cast.close());

const stranger = () => cast.browser();
const attribute = (html: string, name: string): string | undefined => new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];

test("the page of an open event can be passed on: words, picture, address, and data for machines under the page's own nonce", async () => {
  const response = await stranger().get(`/e/${slug}`);
  const html = await response.text();
  const url = `${cast.origin}/e/${slug}`;
  expect(html).toContain(`<link rel="canonical" href="${url}"/>`);
  expect(attribute(html, "og:title")).toBe(events.open.title);
  expect(attribute(html, "og:image")).toBe(`${url}/card.png`);
  expect(attribute(html, "twitter:card")).toBe("summary_large_image");
  const [, nonce, data] = /<script type="application\/ld\+json" nonce="([^"]+)">([^<]+)<\/script>/.exec(html) ?? [];
  expect(response.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
  expect(JSON.parse(data ?? "")).toMatchObject({
    ...{ "@context": "https://schema.org", "@type": "Event", name: events.open.title, url, image: [`${url}/card.png`] },
    organizer: { "@type": "Organization", name: maison.name },
    eventStatus: "https://schema.org/EventScheduled",
  });
  expect(Number.isNaN(Date.parse(JSON.parse(data ?? "").startDate))).toBe(false);
});

test("its picture is drawn, the same each time, and its calendar file names no guest", async () => {
  const [one, two] = await Promise.all([1, 2].map(async () => Buffer.from(await (await stranger().get(`/e/${slug}/card.png`)).arrayBuffer())));
  expect(await sharp(one).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  const response = await stranger().get(`/e/${slug}/calendar`);
  expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(await response.text())).getFirstSubcomponent("vevent") ?? undefined);
  expect(event.summary).toBe(events.open.title);
  expect(event.component.getFirstPropertyValue("url")).toBe(`${cast.origin}/e/${slug}`);
  expect(event.attendees).toEqual([]);
});

test("search engines are shown the open events and nothing else", async () => {
  const map = await (await stranger().get("/sitemap.xml")).text();
  expect([...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, found]) => found)).toEqual([`${cast.origin}/`, `${cast.origin}/e/${slug}`]);
  const robots = await (await stranger().get("/robots.txt")).text();
  expect(robots).toContain("Disallow: /\n");
  expect(robots).not.toContain(slug);
});

test("an event that is open no more has no page, no picture, no calendar file and no line in the map", async () => {
  await cast.house.events.raise(await cast.steward.pass(cast.eventIds.open, "event.raise", "test"), "invited");
  for (const address of [`/e/${slug}`, `/e/${slug}/card.png`, `/e/${slug}/calendar`]) {
    const [real, madeUp] = await Promise.all([stranger().get(address), stranger().get(address.replace(slug, `${slug.slice(0, -1)}x`))]);
    await until(async () => (await stranger().get(address)).status === 404);
    expect(madeUp.status).toBe(404);
    expect(real.headers.get("content-type")).toBe(madeUp.headers.get("content-type"));
  }
  expect(await (await stranger().get("/sitemap.xml")).text()).not.toContain(slug);
});

test("a guest's own calendar file: theirs after the door, and nobody's before it", async () => {
  const at = `/entry/${cast.eventIds.invited}/calendar`;
  expect((await stranger().get(at)).status).toBe(404);
  const ines = await cast.enter("ines");
  const response = await ines.get(at);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const body = await response.text();
  expect(body).toContain("METHOD:PUBLISH");
  expect(body).not.toMatch(/ATTENDEE|ORGANIZER|door|https?:/);
  const letter = await cast.room.db.invitation.findFirstOrThrow({ where: { guestId: cast.guestIds.get("ines") ?? "" } });
  const row = await cast.room.db.letter.findFirstOrThrow({ where: { invitationId: letter.id } });
  const sent = await cast.house.mail.read(await cast.steward.pass(cast.eventIds.invited, "letter.read", "test"), row.id);
  const uid = (text: string) => /^UID:(.+)$/m.exec(text)?.[1]?.trim();
  expect(uid(body)).toBe(uid(sent?.calendar?.body ?? ""));
  const theo = await cast.enter("kaori");
  expect(uid(await (await theo.get(at)).text())).not.toBe(uid(body));
});

test("who hosts and what to expect is told to whoever is let in, and to nobody before", async () => {
  const eventId = cast.eventIds.invited;
  const words = { hostedBy: "Beatrice Lanza", welcome: "A short word first, then the piece." };
  const welcome = cast.room.sealed.event(eventId).seal(`Event.welcome:${eventId}`, JSON.stringify(words));
  await cast.room.db.event.update({ where: { id: eventId }, data: { welcome } });
  const pass = await cast.steward.pass(eventId, "event.know", "test");
  expect((await cast.house.events.read(pass)).hosting).toEqual(words);
  expect((await cast.house.events.read({ ...pass, lens: "nothing" })).hosting).toEqual({});
  const [door, room] = [await (await stranger().get(cast.links.get("haruka") ?? "")).text(), await (await (await cast.enter("haruka")).get(`/room/${eventId}`)).text()];
  expect(door).not.toContain("A short word first");
  expect(room).toContain("A short word first");
});

test("a lost link is asked for by everybody alike: one answer, whatever is typed", async () => {
  const ask = async (email: string) => {
    const begun = performance.now();
    const response = await stranger().post("/lost", { email });
    const own = new Set(["date", "content-security-policy", "set-cookie"]);
    return { status: response.status, to: response.headers.get("location"), headers: [...response.headers].filter(([name]) => !own.has(name)), ms: performance.now() - begun };
  };
  const { ms: first, ...invited } = await ask("ines.arnaud@mail.example");
  const { ms: second, ...nobody } = await ask("nobody@aurelle.example");
  expect(invited).toEqual(nobody);
  expect(invited).toMatchObject({ status: 303, to: "/lost?asked=yes" });
  expect(Math.min(first, second)).toBeGreaterThanOrEqual(395);
  expect((await stranger().post("/lost", { email: "no address" })).status).toBe(400);
});
