import ICAL from "ical.js";
import PostalMime from "postal-mime";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Level } from "#contracts/event.ts";
import { EventPlan, Wishes } from "#contracts/event.ts";
import { languages } from "#contracts/languages.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import type { LetterFacts } from "#server/mail/compose.ts";
import { compose, noticeKinds } from "#server/mail/compose.ts";
import { openLaunch, titleOf, codeNameOf } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let events: ReturnType<typeof openEvents>;
let producer: Visitor;
let nth = 0;

beforeAll(async () => {
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
  events = openEvents(launch.room, openConsents(launch.room));
});
afterAll(() => launch.close());

const plan = (more: Partial<EventPlan> = {}) =>
  EventPlan.parse({ title: titleOf, codeName: codeNameOf, localStart: "2027-03-11T18:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "online", place: "Palazzo Serbelloni", ...more });

/** An announced event with two guests who have their letters, and one who was never written to. */
async function invited() {
  nth += 1;
  const eventId = await launch.event({ level: "invited" });
  await launch.room.db.event.update({ where: { id: eventId }, data: { format: "online", wishes: Wishes.parse({}) } });
  const ines = await launch.invite(producer, eventId, "Inès Arnaud", `ines${nth}@example.com`);
  const marc = await launch.invite(producer, eventId, "Marc Weber", `marc${nth}@example.com`, { language: "de" });
  await launch.guests.add(await launch.as(producer, eventId, "guest.invite"), launch.form("Silent", `silent${nth}@example.com`));
  const pass = <A extends "guest.invite" | "guest.list" | "event.edit" | "event.end" | "guest.thank">(ability: A) => launch.as(producer, eventId, ability);
  const edit = async (to: EventPlan) => {
    const { version } = await events.plan(await pass("event.edit"));
    const edited = await events.edit(await pass("event.edit"), to, version);
    if (!edited.ok) throw new Error(edited.reason);
  };
  return { eventId, ines, marc, pass, edit };
}
const newest = async (guestId: string, kind: "change" | "cancel" | "thanks") => {
  const invitations = await launch.room.db.invitation.findMany({ where: { guestId }, select: { id: true, eventId: true } });
  const letter = await launch.room.db.letter.findFirst({ where: { kind, invitationId: { in: invitations.map(({ id }) => id) } }, orderBy: { createdAt: "desc" } });
  return letter && { row: letter, read: await launch.mail.read(await launch.readerAt(letter.eventId ?? ""), letter.id) };
};
/** What a calendar makes of a file: its method, and the one event. */
function calendarOf(body: string | undefined) {
  const calendar = new ICAL.Component(ICAL.parse(body ?? ""));
  const part = calendar.getFirstSubcomponent("vevent");
  const event = new ICAL.Event(part ?? undefined);
  return {
    method: calendar.getFirstPropertyValue("method"),
    status: part?.getFirstPropertyValue("status"),
    ...{ uid: event.uid, sequence: event.sequence, start: event.startDate.toJSDate().toISOString(), place: event.location, guests: event.attendees.length },
  };
}

test("a new time is told to whoever was told another, once; links stay, and the calendars' entry is brought up to date", async () => {
  const { ines, marc, pass, edit } = await invited();
  const first = calendarOf((await launch.letterTo(ines.guestId)).calendar?.body);
  const tell = async () => launch.mail.tellChange(await pass("guest.invite"));
  const untold = async () => launch.mail.untold(await pass("guest.list"));
  expect(await tell()).toEqual({ queued: 0 });
  await edit(plan({ title: "Another title", companions: true }));
  expect(await untold()).toBe(0);
  await edit(plan({ localStart: "2027-03-12T19:00", place: "Villa Necchi" }));
  expect(await untold()).toBe(2);
  expect(await Promise.all([tell(), tell()]).then((all) => all.reduce((sum, { queued }) => sum + queued, 0))).toBe(2);
  expect(await untold()).toBe(0);
  await launch.sendQueued();
  const { row, read } = (await newest(ines.guestId, "change")) ?? {};
  expect(row).toMatchObject({ state: "sent", fault: null });
  expect(read?.text).toContain("Friday, 12 March 2027 at 19:00");
  expect(read?.text).toContain("Villa Necchi");
  expect(read?.text).not.toMatch(/\/door\//);
  const then = calendarOf(read?.calendar?.body);
  expect(then).toMatchObject({ method: "PUBLISH", uid: first.uid, start: "2027-03-12T18:00:00.000Z", place: "Villa Necchi", guests: 0 });
  expect(then.sequence).toBeGreaterThan(first.sequence);
  expect(calendarOf((await newest(marc.guestId, "change"))?.read?.calendar?.body).uid).not.toBe(first.uid);
  expect(await launch.knock(await launch.browser(), ines.token)).toMatchObject({ state: "enter" });
  // A later change is a word of its own; whoever got an invitation after it knows it already.
  launch.clock.move(1000);
  await edit(plan({ localStart: "2027-03-13T19:00", place: "Villa Necchi" }));
  launch.clock.move(1000);
  await launch.guests.send(await pass("guest.invite"), [marc.guestId]);
  expect(await tell()).toEqual({ queued: 1 });
  launch.letters.splice(0);
});

test("called off, everybody invited is told, once; the file takes the entry out; a crash in between is made up for", async () => {
  const { eventId, ines, marc, pass } = await invited();
  const first = calendarOf((await launch.letterTo(ines.guestId)).calendar?.body);
  await launch.guests.withdraw(await pass("guest.invite"), marc.guestId);
  expect(await events.cancel(await pass("event.end"))).toMatchObject({ ok: true });
  expect(launch.letters.length).toBe(1); // not the withdrawn, not the silent
  await launch.mail.tasks["letters.catchUp"].run();
  expect(launch.letters.length).toBe(1);
  await launch.sendQueued();
  const told = await newest(ines.guestId, "cancel");
  expect(told?.read?.subject).toBe(`Called off: ${titleOf}`);
  const file = calendarOf(told?.read?.calendar?.body);
  expect(file).toMatchObject({ method: "CANCEL", status: "CANCELLED", uid: first.uid, guests: 0 });
  expect(file.sequence).toBeGreaterThan(first.sequence);
  expect((await launch.guests.list(await launch.as(producer, eventId, "guest.list"))).find(({ id }) => id === ines.guestId)?.invitation).toBe("sent");
  // The house stopped before it wrote: the queue finds it.
  await launch.room.db.letter.deleteMany({ where: { kind: "cancel", eventId } });
  await launch.mail.tasks["letters.catchUp"].run();
  expect(launch.letters.splice(0).length).toBe(1);
});

test("a draft is called off without a word", async () => {
  const eventId = await launch.event({ phase: "draft" });
  await events.cancel(await launch.as(producer, eventId, "event.end"));
  await launch.mail.tasks["letters.catchUp"].run();
  expect(launch.letters).toEqual([]);
});

test("whoever came is thanked, once, and nobody before the end", async () => {
  const { eventId, ines, marc, pass } = await invited();
  await launch.enter(ines.token, await launch.browser());
  await expect(pass("guest.thank")).rejects.toThrow();
  await launch.room.db.event.update({ where: { id: eventId }, data: { phase: "ended" } });
  await new Promise((resolve) => setTimeout(resolve, 600)); // a pass lives half a second
  const thank = async () => launch.mail.thank(await pass("guest.thank"));
  expect(await thank()).toEqual({ queued: 1 });
  expect(await thank()).toEqual({ queued: 0 });
  await launch.sendQueued();
  const thanks = await newest(ines.guestId, "thanks");
  expect(thanks?.read).toMatchObject({ subject: `Thank you: ${titleOf}`, calendar: null });
  expect(await newest(marc.guestId, "thanks")).toBeNull();
});

test("a word that is no longer so is not sent", async () => {
  const { eventId, ines, pass, edit } = await invited();
  await edit(plan({ localStart: "2027-03-12T19:00" }));
  await launch.mail.tellChange(await pass("guest.invite"));
  await launch.room.db.event.update({ where: { id: eventId }, data: { phase: "cancelled" } });
  await launch.sendQueued();
  expect((await newest(ines.guestId, "change"))?.row).toMatchObject({ state: "failed", fault: "eventOver" });
});

const facts = (kind: LetterFacts["kind"], lang: LetterFacts["lang"], level: Level): LetterFacts => ({
  ...{ kind, lang, maison: "Maison Aurelle", link: null, now: new Date("2027-01-01T00:00:00Z"), colours: { accent: "#7A1F3D", accentNight: "#F2C14E" } },
  event: { level, wishes: Wishes.parse({}), title: titleOf, codeName: codeNameOf, place: "Palazzo Serbelloni", startsAt: new Date("2027-03-11T17:30:00Z"), zone: "Europe/Rome", version: 4 },
  guest: { name: "Inès <Arnaud>", kind: "guest", number: 7, place: null, expectedAt: null, uid: "0f9c1c1e-1111-2222-3333-444455556666", broughtBy: null },
});

test.each(noticeKinds)("%s is whole in every language, leads nowhere, and tells no more than its level allows", async (kind) => {
  for (const lang of languages)
    for (const level of ["invited", "confidential", "sealed"] as const) {
      const letter = compose(facts(kind, lang, level));
      const all = [letter.subject, letter.html, letter.text, letter.calendar?.body].join("\n");
      expect(all).not.toMatch(/\{\{\w|undefined|\[object|\/door\//);
      expect(letter.html).not.toMatch(/<img|<script|url\(|src=|@import|https?:/);
      expect(letter.text).toContain(level === "invited" ? titleOf : codeNameOf);
      if (level !== "invited") expect(all).not.toContain(titleOf);
      if (level === "sealed") expect(all).not.toContain("Palazzo");
      if (level !== "invited") expect(letter.subject).not.toMatch(/\d|Palazzo/);
      // Through a mail program's eyes: two texts that say the same, and a file by its own type.
      const sent = await createTransport({ streamTransport: true, buffer: true }).sendMail({
        ...{ from: "a@maison.example", to: "b@example.com", subject: letter.subject, html: letter.html, text: letter.text },
        attachments: letter.calendar ? [{ filename: letter.calendar.file, content: letter.calendar.body, contentType: "text/calendar; charset=utf-8" }] : [],
      });
      const read = await PostalMime.parse(Buffer.isBuffer(sent.message) ? sent.message : "");
      expect(read.subject).toBe(letter.subject);
      expect(read.text?.trim()).toBe(letter.text.trim());
      expect(read.attachments.map(({ mimeType }) => mimeType)).toEqual(kind === "thanks" ? [] : ["text/calendar"]);
      if (letter.calendar) expect(calendarOf(letter.calendar.body)).toMatchObject({ method: kind === "cancel" ? "CANCEL" : "PUBLISH", guests: 0 });
    }
});

const lightness = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => (Math.max(lightness(a), lightness(b)) + 0.05) / (Math.min(lightness(a), lightness(b)) + 0.05);

test.each([[null, null], ["#7A1F3D", "#F2C14E"], ["#C9A227", "#102A54"]])("the dress wears the maison's accents %s and %s, by day and by night, readably", (accent, accentNight) => {
  const { html } = compose({ ...facts("invitation", "en", "invited"), link: "https://house.example/door/abc", colours: { accent, accentNight } });
  const day = /class="key" style="background:(#\w{6})/.exec(html)?.[1] ?? "";
  const ink = /<a [^>]*color:(#\w{6})/.exec(html)?.[1] ?? "";
  const [, nightGround = "", nightInk = ""] = /\.key\{background:(#\w{6})!important\}\.key a\{color:(#\w{6})!important\}/.exec(html) ?? [];
  if (accent) expect(day).toBe(accent);
  if (accentNight) expect(nightGround).toBe(accentNight);
  expect(contrast(day, ink)).toBeGreaterThan(4.5);
  expect(contrast(nightGround, nightInk)).toBeGreaterThan(4.5);
  expect(contrast("#FBF9F3", "#5E584F")).toBeGreaterThan(4.5);
  expect(contrast("#1B1916", "#BDB5A6")).toBeGreaterThan(4.5);
  expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
  expect(html).toMatch(/<html lang="en">/);
  expect([...html.matchAll(/<table[^>]*>/g)].every(([table]) => table.includes('role="presentation"'))).toBe(true);
});
