import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { EventPlan } from "#contracts/event.ts";
import type { Level } from "#contracts/event.ts";
import type { SeatEnding } from "#contracts/news.ts";
import { clients, events as castEvents, speakers, staff } from "#prisma/cast.ts";
import { linkFor, localTimeIn, must } from "#prisma/seed.ts";
import { stranger } from "#server/access/visitor.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { openLaunch } from "#tests/demo/launch.ts";
import { until } from "#tests/demo/proofs.ts";
import { makeStrong } from "#tests/house/strong.ts";
import type { Act } from "#tests/gallery/states.ts";

const why = "the gallery";
const browserWords = "Chrome, Mac";
const password = "a quiet evening at the house";
const agreement = {
  en: "You keep to yourself, in word and picture, what Notturno shows you, until the maison speaks of it in public.",
  it: "Lei custodisce per sé, in parole e immagini, ciò che Notturno le mostra, finché la maison non ne parli in pubblico.",
  fr: "Vous gardez pour vous, en mots et en images, ce que Notturno vous montre, jusqu’à ce que la maison en parle en public.",
  de: "Sie behalten für sich, in Wort und Bild, was Notturno Ihnen zeigt, bis die Maison öffentlich davon spricht.",
};

interface Placed {
  guestId: string;
  link: string;
}

/** The demo with everybody in it, and beside its evening an event for every other state there is. */
export async function openWorld() {
  const base = mkdtempSync(path.join(tmpdir(), "sipario-gallery-"));
  chmodSync(base, 0o711); // the database's own user passes through
  const dataDir = path.join(base, "data");
  const env = readEnv({ NODE_ENV: "production", DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: process.env.LOG_LEVEL ?? "error", SIPARIO_VIDEO: process.env.SIPARIO_VIDEO ?? "auto", SIPARIO_KIT: "on" });
  const launch: Launch = await openLaunch(env, openLog(env.LOG_LEVEL), { runsItself: false }, () => {});
  const { sipario } = launch;
  const { house, room, steward } = sipario;
  const evening = launch.events.invited.id;
  const cookies = new Map<string, string>();

  async function joinStaff(key: "elena" | "marc" | "anna", isStrong: boolean) {
    const token = launch.staff.get(staff[key].name)?.link.split("/").at(-1) ?? "";
    const seen = await house.staff.lookAtInvite(token);
    const joined = must(
      await (seen?.kind === "recover" ? house.staff.recover(token, { password }, browserWords) : house.staff.join(token, { name: staff[key].name, email: staff[key].email, password }, browserWords)),
    );
    const visitor = await house.sessions.visitorOf(joined.sessionToken);
    const strong = isStrong ? await makeStrong({ staff: house.staff, sessions: house.sessions, clock: room.clock }, visitor) : null;
    cookies.set(key, strong?.token ?? joined.sessionToken);
  }

  async function plan(level: Level, title: string, codeName: string, minutesFromNow: number): Promise<string> {
    const { boutiques: _at, ...story } = castEvents.invited;
    const boutiqueIds = (await house.boutiques.list(steward.housePass("studio.enter", why))).map(({ id }) => id);
    const format = level === "sealed" ? "inStore" : story.format;
    const more = level === "sealed" ? { purgeOn: localTimeIn(story.zone, 60 * 24 * 30).slice(0, 10) } : {};
    const written = { ...story, title, codeName, format, level, localStart: localTimeIn(story.zone, minutesFromNow), boutiqueIds, speakersSign: true, companions: level === "invited", hostedBy: "Beatrice Lanza", welcome: "We begin on the hour. Please have your sound on; the first minutes are dark.", ...more };
    const { eventId } = must(await house.events.create(steward.housePass("event.create", why), EventPlan.parse(written)));
    const edit = await steward.pass(eventId, "product.edit", why);
    if (level !== "invited") {
      await house.product.edit(edit, { en: "The Serene Hour", it: "Ora Serena", fr: "L’Heure sereine", de: "Die heitere Stunde", price: "CHF 148 000" });
      must(await house.agreements.save(await steward.pass(eventId, "agreement.edit", why), agreement));
    }
    return eventId;
  }
  const announce = async (eventId: string) => must(await house.events.announce(await steward.pass(eventId, "event.open", why)));

  /** Puts somebody on a list and reads the link in their letter. */
  async function place(eventId: string, name: string, kind: "guest" | "speaker" = "guest"): Promise<Placed> {
    const pass = await steward.pass(eventId, "guest.invite", why);
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}.${eventId.slice(-5)}@mail.example`;
    const { guestId } = must(await house.guests.add(pass, { name, email, kind, place: "online", language: "en" }));
    must(await house.guests.send(pass, [guestId]));
    const read = () => linkFor(sipario, eventId, name);
    await until(async () => (await read()) !== null, 15_000, `the letter to ${name}`);
    return { guestId, link: new URL((await read()) ?? "").pathname };
  }

  /** Goes in at the door as a browser would: with a code and a signature where the level asks for them. */
  async function enter(as: string, { guestId, link }: Placed, eventId: string, steps: { code?: boolean; sign?: string } = {}) {
    const knock = await house.knock(stranger, link.split("/").at(-1) ?? "");
    if (!knock) throw new Error(`the link of ${as} opens nothing`);
    const code = steps.code ? must(await house.codes.give(await steward.pass(eventId, "code.give", why), guestId)).code : undefined;
    const { sessionToken } = must(await house.guests.enter(knock.pass, knock, { sessionId: null, browserWords, instead: false, code }));
    cookies.set(as, sessionToken);
    if (!steps.sign) return;
    const visitor = await house.sessions.visitorOf(sessionToken);
    must(await house.agreements.sign(await house.door.admit(visitor, eventId, "door.prove"), { version: 1, language: "en", read: "yes", name: steps.sign }, browserWords));
  }

  await joinStaff("elena", true);
  await joinStaff("marc", true);
  await joinStaff("anna", false);
  const events = {
    evening,
    quiet: launch.events.confidential.id,
    draft: await plan("invited", "A Garden in Winter", "Giardino", 60 * 24 * 9),
    announced: await plan("invited", "The Hour Before Dawn", "Aurora", 60 * 24 * 2),
    cancelled: await plan("invited", "Salt and Silver", "Marea", 60 * 24 * 3),
    forgotten: await plan("invited", "The Last Lamp", "Lampada", 60 * 24 * 4),
    confidential: await plan("confidential", "What the Hand Remembers", "Memoria", 60 * 24 * 5),
    sealed: await plan("sealed", "The Unlit Room", "Buio", 60 * 24 * 6),
  };
  for (const key of ["announced", "cancelled", "forgotten", "confidential", "sealed"] as const) await announce(events[key]);

  const guests = {
    unopened: await place(events.announced, "Ilse van Houten"),
    entered: await place(events.announced, "Noor Haddad"),
    other: await place(events.announced, "Lorenzo Ferri"),
    early: await place(events.announced, "Sibylle Graf"),
    removed: await place(evening, "Tomás Rivera"),
    muted: await place(evening, "Yara Lindqvist"),
    listening: await place(evening, "Clara Weber"),
    calledOff: await place(events.cancelled, "Paul Wegener"),
    earlySpeaker: await place(events.announced, "Kaori Ishida", "speaker"),
  };
  for (const as of ["entered", "early", "earlySpeaker"] as const) await enter(as, guests[as], events.announced);
  for (const as of ["removed", "muted"] as const) await enter(as, guests[as], evening);
  await enter("calledOff", guests.calledOff, events.cancelled);
  const ofCast = (name: string): Placed => {
    const found = launch.lists.invited.get(name);
    return { guestId: found?.guestId ?? "", link: new URL(found?.link ?? "http://x/").pathname };
  };
  for (const key of ["ines", "haruka"] as const) await enter(key, ofCast(clients[key].name), evening);
  await enter("kaori", ofCast(speakers.kaori.name), evening);
  const confidential = {
    fresh: await place(events.confidential, "Anouk Delaunay"),
    wrong: await place(events.confidential, "Jonas Weiss"),
    entered: await place(events.confidential, "Giorgio Testa"),
    toSign: await place(events.confidential, "Mira Solberg"),
  };
  await enter("confidant", confidential.entered, events.confidential, { code: true, sign: "Giorgio Testa" });
  await enter("toSign", confidential.toSign, events.confidential, { code: true });
  const sealed = { toKey: await place(events.sealed, "Ottilie Brandt") };
  await enter("toKey", sealed.toKey, events.sealed, { code: true, sign: "Ottilie Brandt" });
  await enter("maud", await place(events.quiet, "Maud Ferrer"), events.quiet, { code: true, sign: "Maud Ferrer" });
  cookies.set("keyed", cookies.get("toKey") ?? "");

  await house.guests.remove(await steward.pass(evening, "guest.remove", why), guests.removed.guestId);
  must(await house.events.cancel(await steward.pass(events.cancelled, "event.end", why)));
  must(await house.events.cancel(await steward.pass(events.forgotten, "event.end", why)));
  await house.rest.purge(await steward.pass(events.forgotten, "event.purge", why));
  const invited = must(await house.staff.invite(steward.housePass("staff.invite", why), { name: "Sofia Brandt", email: "sofia.brandt@aurelle.example", roles: ["producer"], eventIds: [] }));
  const [letter] = (await house.mail.outbox(steward.housePass("outbox.read", why))).filter((one) => one.eventId === events.announced && one.isKept);

  const directs = () => steward.pass(evening, "stage.direct", why);
  const seatOf = (as: string) => house.seating.seats({ eventId: evening, guestId: ofCast(as === "kaori" ? speakers.kaori.name : clients[as as "ines"].name).guestId });

  const tablets = new WeakSet<object>();
  let opened = 0;
  const world = {
    launch, events, guests, confidential,
    origin: sipario.origin,
    publicPath: new URL(launch.publicLink).pathname,
    joinPath: new URL(invited.link, sipario.origin).pathname,
    letterId: letter?.id ?? "",
    cookieOf: (as: "elena" | "marc" | "anna" | "ines" | "haruka" | "kaori" | "muted" | "removed" | "entered" | "early" | "earlySpeaker" | "calledOff" | "confidant" | "toSign" | "toKey" | "keyed" | "maud"): string => cookies.get(as) ?? "",

    /** Turns the evening to its next part. */
    async turn(act: Act): Promise<void> {
      if (act === "live") {
        launch.crowd.order({ do: "goLive", key: "invited" });
        const isLive = async () => (await house.events.read(await steward.pass(evening, "event.know", why))).phase === "live";
        await until(isLive, 40_000, "the evening is live");
        must(await house.guests.mute(await steward.pass(evening, "guest.mute", why), guests.muted.guestId, true));
      }
      if (act === "veiled") {
        launch.crowd.order({ do: "goLive", key: "confidential" });
        await until(async () => (await house.events.read(await steward.pass(events.quiet, "event.know", why))).phase === "live", 60_000, "the evening with a piece is live");
      }
      if (act === "revealed") {
        launch.crowd.order({ do: "reveal", key: "confidential" });
        await launch.crowd.until(({ told }) => told === "revealed", 60_000);
      }
      if (act === "curtain") await house.stage.curtain(await directs(), true);
      if (act === "after") {
        await house.stage.curtain(await directs(), false);
        must(await house.events.end(await steward.pass(evening, "event.end", why)));
      }
    },
    /** Staff who are strong have proved themselves again just now. */
    async stepUp(): Promise<void> {
      await room.db.session.updateMany({ where: { NOT: { steppedUpAt: null } }, data: { steppedUpAt: room.clock.now() } });
    },
    async endSeats(as: "ines" | "haruka", how: SeatEnding): Promise<void> {
      for (const seat of seatOf(as)) await house.seating.end(seat, how);
    },
    /** A speaker opens camera and microphone, which open by themselves where they were open before; answers the key for *ready* and its withdrawal. */
    async openCamera(page: Page): Promise<Locator> {
      const ready = page.locator("main button").filter({ hasText: /I am ready|Ich bin bereit|Not ready yet|Noch nicht bereit/ }).first();
      const open = page.locator("main button.btn--main").first();
      await open.or(ready).first().waitFor({ timeout: 15_000 });
      if (!(await ready.isVisible())) await open.click();
      await ready.waitFor({ timeout: 15_000 });
      return ready;
    },
    /** A speaker with camera and microphone open presses *ready*. */
    async beReady(page: Page): Promise<void> {
      const ready = await world.openCamera(page);
      if (/ready$|bin bereit$/.test((await ready.textContent() ?? "").trim())) await ready.click();
      await page.waitForTimeout(1000);
    },
    /** A speaker is ready and is brought on. */
    async bringOn(as: "kaori", page: Page): Promise<void> {
      await world.beReady(page);
      for (const seat of seatOf(as)) await house.stage.bringOn(await directs(), seat.id);
    },
    async takeOff(as: "kaori"): Promise<void> {
      for (const seat of seatOf(as)) await house.stage.takeOff(await directs(), seat.id);
    },
    /** Opens the tablet's page. */
    async openTablet(page: Page): Promise<void> {
      await page.goto("/tablet");
      await page.waitForTimeout(2000);
    },
    /** Pairs the page's browser with a counter in Milano, once for each browser. */
    async pairTablet(page: Page): Promise<void> {
      await page.goto("/tablet");
      if (tablets.has(page.context())) return void (await page.waitForTimeout(2500));
      const code = page.getByTestId("pairing-code");
      await code.filter({ hasText: /^[2-9A-Z]{4} [2-9A-Z]{4}$/ }).waitFor({ timeout: 15_000 });
      const [milano] = await house.boutiques.ofEvent(await steward.pass(evening, "device.pair", why));
      must(await house.devices.pair(await steward.pass(evening, "device.pair", why), ((await code.textContent()) ?? "").replaceAll(/\s/g, ""), milano?.id ?? ""));
      tablets.add(page.context());
      await code.waitFor({ state: "detached", timeout: 15_000 });
      await page.waitForTimeout(2500);
    },
    /** Puts a boutique on the list that no event has; answers its name. */
    async openBoutique(): Promise<string> {
      opened += 1;
      const name = `Aurelle Wien ${opened}`;
      await house.boutiques.create(steward.housePass("boutique.edit", why), { name, city: "Wien", zone: "Europe/Vienna" });
      return name;
    },
    /** Pairs one more tablet, which is not looked at. */
    async pairAnother(page: Page): Promise<void> {
      const context = await page.context().browser()?.newContext({ baseURL: sipario.origin });
      if (!context) return;
      await world.pairTablet(await context.newPage());
      await context.close();
    },
    /** The maison wears a font of its own, or takes it off. */
    async wear(file: string | null): Promise<void> {
      const pass = () => steward.housePass("settings.edit", why);
      if (file) must(await house.maison.keepFont(pass(), { bytes: readFileSync(file), isLicensed: true }));
      else await house.maison.takeFontOff(pass());
    },
    /** Somebody whose password was right, before the second proof. */
    async halfSignedIn(page: Page): Promise<void> {
      await page.goto("/studio/sign-in");
      await page.locator("input[name=email]").fill(staff.marc.email);
      await page.locator("input[name=password]").fill(password);
      await page.locator("form:has(input[name=password]) button[type=submit]").first().click();
      await page.waitForURL(/second/, { timeout: 10_000 });
    },
    async close(): Promise<void> {
      await launch.close();
      eraseFolder(dataDir);
      rmSync(base, { recursive: true, force: true });
    },
  };
  return world;
}
export type World = Awaited<ReturnType<typeof openWorld>>;
