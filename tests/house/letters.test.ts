import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import PostalMime from "postal-mime";
import sharp from "sharp";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Wishes } from "#contracts/event.ts";
import type { Level } from "#contracts/event.ts";
import type { Language } from "#contracts/languages.ts";
import { languages } from "#contracts/languages.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openLog } from "#server/infra/log.ts";
import { openMailer } from "#server/infra/mailer.ts";
import { digest } from "#server/infra/secrets.ts";
import { enqueueLetter, startJobs } from "#server/jobs/jobs.ts";
import type { LetterFacts } from "#server/mail/compose.ts";
import { compose } from "#server/mail/compose.ts";
import { openMail } from "#server/mail/mail.ts";
import { codeNameOf, openLaunch, titleOf } from "#tests/house/a-launch.ts";

/** A mail server that keeps what it is given; `answer` may refuse. */
async function openPost() {
  const caught: string[] = [];
  const rules: { recipient: Error | null; data: Error | null } = { recipient: null, data: null };
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(rules.recipient),
    onData(stream, _session, done) {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (part) => (text += part));
      stream.on("end", () => {
        if (!rules.data) caught.push(text);
        done(rules.data);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { caught, rules, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((resolve) => server.close(resolve)) };
}
const saying = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

let post: Awaited<ReturnType<typeof openPost>>;
let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let eventId: string;
let nth = 0;
const mailers: { close(): void }[] = [];

const mailerTo = (url: string) => {
  const mailer = openMailer(url, "launch@maison.example");
  if (!mailer) throw new Error("no mailer");
  mailers.push(mailer);
  return mailer;
};

beforeAll(async () => {
  post = await openPost();
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
});
afterAll(async () => {
  for (const mailer of mailers) mailer.close();
  await post.close();
  await launch.close();
});
beforeEach(async () => {
  eventId = await launch.event();
  post.caught.length = 0;
  post.rules.recipient = post.rules.data = null;
});

async function queued(name = "Inès Arnaud", more: Parameters<typeof launch.form>[2] = {}) {
  const pass = await launch.as(producer, eventId, "guest.invite");
  const added = await launch.guests.add(pass, launch.form(name, `l${++nth}@example.com`, more));
  if (!added.ok) throw new Error(added.reason);
  await launch.guests.send(pass, [added.value.guestId]);
  const [letterId = ""] = launch.letters.splice(0);
  return { guestId: added.value.guestId, letterId, email: `l${nth}@example.com` };
}
const letterOf = (id: string) => launch.room.db.letter.findUniqueOrThrow({ where: { id } });
const livingLinks = (guestId: string) => launch.room.db.invitation.findMany({ where: { guestId, endedAt: null, tokenHash: { not: null } } });
const stateOf = async (guestId: string) => {
  const rows = await launch.guests.list(await launch.as(producer, eventId, "guest.list"));
  return rows.find(({ id }) => id === guestId)?.invitation;
};

const facts = (lang: Language, level: Level = "invited", veil = false): LetterFacts => ({
    ...{ kind: "invitation", lang, maison: "Maison Aurelle", link: "http://localhost:3000/door/abc", now: new Date("2027-01-01T00:00:00Z") },
    event: {
      ...{ level, wishes: Wishes.parse({ veil }), title: titleOf, codeName: codeNameOf, place: "Palazzo Serbelloni" },
      ...{ startsAt: new Date("2027-03-11T17:30:00Z"), zone: "Europe/Rome", version: 3 },
    },
    guest: { name: "Inès <Arnaud> & Co", kind: "guest", number: 217, place: null, expectedAt: null, uid: "0f9c1c1e-1111-2222-3333-444455556666", broughtBy: null },
  });

test("the letters' catalogues hold the same texts and the same values in every language", () => {
  const leaves = (node: object, path = ""): string[] =>
    Object.entries(node).flatMap(([key, value]) =>
      typeof value === "string"
        ? [`${path}${key} ${[...value.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort()}${value.trim() ? "" : " empty"}`]
        : leaves(value, `${path}${key}.`),
    );
  const [en = [], ...others] = languages.map((lang) => leaves(JSON.parse(readFileSync(`words/${lang}/letters.json`, "utf8"))).sort());
  expect(en.length).toBeGreaterThan(40);
  for (const other of others) expect(other).toEqual(en);
});

test.each(languages)("a letter in %s is whole, and says the hour at the event's city", (lang) => {
  for (const kind of ["invitation", "again"] as const)
    for (const guestKind of ["guest", "speaker"] as const) {
      const base = facts(lang);
      const letter = compose({ ...base, kind, guest: { ...base.guest, kind: guestKind, expectedAt: new Date("2027-03-11T17:50:00Z") } });
      for (const text of [letter.subject, letter.html, letter.text, letter.calendar?.body ?? ""]) expect(text).not.toMatch(/\{\{\w|undefined|\[object/);
      expect(letter.subject).toContain(titleOf);
      expect(letter.html).toContain(`lang="${lang}"`);
      expect(letter.html).toContain("Inès &lt;Arnaud&gt; &amp; Co");
      expect(letter.html).not.toMatch(/<img|<script|url\(|src=|@import/);
      expect([...letter.html.matchAll(/https?:\/\/[^"<\s]+/g)].every(([found]) => found === base.link)).toBe(true);
      expect(letter.text).toContain(base.link ?? "");
      if (kind === "invitation") expect(letter.text).toMatch({ en: /18:30, Rome/, it: /18:30, Roma/, fr: /18:30, Rome/, de: /18:30, Rom\b/ }[lang]);
    }
});

test.each([
  ["open", false, titleOf, true],
  ["invited", false, titleOf, true],
  ["invited", true, codeNameOf, true],
  ["confidential", false, codeNameOf, true],
  ["sealed", false, codeNameOf, false],
] as const)("a letter to an event that is %s (veil wished: %s) calls it %s", (level, veil, name, isPlaceTold) => {
  const letter = compose(facts("en", level, veil));
  const all = [letter.subject, letter.html, letter.text, letter.calendar?.body].join("\n");
  const other = name === titleOf ? codeNameOf : titleOf;
  expect(letter.subject).toContain(name);
  expect(all).not.toContain(other);
  expect(all.includes("Palazzo Serbelloni")).toBe(isPlaceTold);
});

test.each([
  ["confidential", true],
  ["sealed", false],
] as const)("letters to a %s event are discreet in every language and kind: code name, no date in the subject, and the code by another way", (level, isPlaceTold) => {
  for (const lang of languages)
    for (const kind of ["guest", "speaker"] as const) {
      const base = facts(lang, level);
      const boutique = "Aurelle Milano, Milano";
      const letter = compose({ ...base, guest: { ...base.guest, kind, place: boutique, expectedAt: new Date("2027-03-11T17:50:00Z") } });
      const calendar = letter.calendar?.body ?? "";
      const all = [letter.subject, letter.html, letter.text, calendar, letter.calendar?.file].join("\n");
      expect(all).not.toContain(titleOf);
      expect(letter.subject).toContain(codeNameOf);
      expect(letter.subject).not.toMatch(/\d|Milano|Serbelloni|Roma?e?n?\b/);
      expect(all.includes("Milano")).toBe(isPlaceTold);
      expect(letter.text).not.toMatch(/first browser|primo browser|premier navigateur|ersten Browser/); // the code binds, not the first press
      expect(letter.text).toMatch({ en: /opens only with a code/, it: /solo con un codice/, fr: /qu’avec un code/, de: /nur mit einem Code/ }[lang]);
      expect(calendar).not.toMatch(/ATTENDEE|ORGANIZER|Arnaud|door|https?:|0217/);
      expect(new ICAL.Event(new ICAL.Component(ICAL.parse(calendar)).getFirstSubcomponent("vevent") ?? undefined).uid).toMatch(/^[0-9a-f-]{36}$/);
    }
});

test("to the mail server a confidential letter is from the maison, under a random Message-ID, and no header tells more", async () => {
  eventId = await launch.event({ level: "confidential" });
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const strong = { ...producer, staff: producer.staff && { ...producer.staff, isStrong: true } };
  const pass = await launch.as(strong, eventId, "guest.invite");
  const added = await launch.guests.add(pass, launch.form("Inès Arnaud", `l${++nth}@example.com`));
  if (!added.ok) throw new Error(added.reason);
  await launch.guests.send(pass, [added.value.guestId]);
  await mail.tasks["letter.send"].run({ letterId: launch.letters.splice(0)[0] });
  const raw = post.caught[0] ?? "";
  const read = await PostalMime.parse(raw);
  expect(read.from).toEqual({ name: "Maison Aurelle", address: "launch@maison.example" });
  expect(read.messageId).toMatch(/^<[0-9a-f-]{36}@maison\.example>$/);
  expect(read.headers.map(({ key }) => key).sort()).toEqual([
    "auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to",
  ]);
  const heads = raw.slice(0, raw.indexOf("\r\n\r\n"));
  for (const word of [titleOf, "Ora Serena", "Palazzo", eventId, added.value.guestId, "2027"]) expect(heads).not.toContain(word);
  expect(raw).not.toContain(titleOf);
});

test("the calendar file tells the hour and the name, and neither guest nor link", () => {
  const one = compose(facts("de")).calendar?.body ?? "";
  const read = new ICAL.Component(ICAL.parse(one));
  const event = new ICAL.Event(read.getFirstSubcomponent("vevent") ?? undefined);
  expect(event.summary).toBe(titleOf);
  expect(event.location).toBe("Palazzo Serbelloni");
  expect(event.startDate.toJSDate().toISOString()).toBe("2027-03-11T17:30:00.000Z");
  expect(event.attendees).toEqual([]);
  expect(event.uid).toMatch(/^[0-9a-f-]{36}$/);
  expect(one).not.toMatch(/ATTENDEE|ORGANIZER|Arnaud|door|https?:/);
});

test("without a mail server a letter rests in the outbox, sealed, and its reading is recorded", async () => {
  const { guestId, letterId } = await queued("Inès Arnaud", { language: "it" });
  await launch.mail.tasks["letter.send"].run({ letterId });
  expect(await stateOf(guestId)).toBe("sent");
  const cards = await launch.mail.outbox(launch.reader());
  expect(cards[0]).toMatchObject({ id: letterId, to: "Inès Arnaud", eventName: codeNameOf, state: "sent", isKept: true, fault: null });
  const owner = await launch.staff("Olivia", "owner");
  const read = await launch.mail.read(await launch.as(owner, eventId, "letter.read"), letterId);
  expect(read?.subject).toBe(`Il Suo invito: ${titleOf}`);
  expect(read?.to).toMatch(/^Inès Arnaud <l\d+@example.com>$/);
  expect(await launch.knock(stranger, launch.tokenIn(read?.html ?? ""))).toMatchObject({ guestId, state: "enter" });
  expect(await launch.room.db.entry.findFirst({ where: { chain: "house", name: "letter.read" }, orderBy: { seq: "desc" } })).toMatchObject({
    actor: { kind: "staff", id: owner.staff.id },
    facts: { letterId, eventId },
  });
  expect(await launch.mail.read(await launch.readerAt(eventId), "ltr_nobody")).toBeNull();
  expect(await launch.mail.eventOf(launch.reader(), letterId)).toBe(eventId);
  expect(await launch.mail.eventOf(launch.reader(), "ltr_nobody")).toBeNull();
  for (const role of ["host", "moderator", "advisor", "analyst"] as const)
    expect(() => launch.door.admitHouse({ ...owner, staff: { ...owner.staff, ...{ roles: [role], isNarrowed: false, onlyEvents: [], language: "en" as const } } }, "outbox.read")).toThrow();
});

test("what a letter says is erased after seven days", async () => {
  const { letterId } = await queued();
  await launch.mail.tasks["letter.send"].run({ letterId });
  launch.clock.move(7 * 24 * 60 * 60_000 - 60_000);
  await launch.mail.tasks["letters.erase"].run();
  expect((await letterOf(letterId)).content).not.toBeNull();
  launch.clock.move(120_000);
  await launch.mail.tasks["letters.erase"].run();
  launch.clock.move(-7 * 24 * 60 * 60_000 - 60_000);
  expect((await letterOf(letterId)).content).toBeNull();
  expect(await launch.mail.read(await launch.readerAt(eventId), letterId)).toBeNull();
});

test("with a mail server the letter arrives whole, and the house keeps no link", async () => {
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const { guestId, letterId, email } = await queued("Inès Arnaud", { language: "fr" });
  await mail.tasks["letter.send"].run({ letterId });
  expect(post.caught).toHaveLength(1);
  const read = await PostalMime.parse(post.caught[0] ?? "");
  expect(read.from).toEqual({ name: "Maison Aurelle", address: "launch@maison.example" });
  expect(read.to).toEqual([{ name: "Inès Arnaud", address: email }]);
  expect(read.subject).toBe(`Votre invitation\u00a0: ${titleOf}`);
  expect(read.text).toContain("Bonjour Inès Arnaud,");
  expect(read.attachments).toMatchObject([{ filename: "invitation.ics", mimeType: "text/calendar" }]);
  const token = launch.tokenIn(read.html ?? "");
  expect(launch.tokenIn(read.text ?? "")).toBe(token);
  expect(await livingLinks(guestId)).toMatchObject([{ tokenHash: digest(token) }]);
  expect(await letterOf(letterId)).toMatchObject({ state: "sent", content: null, fault: null });
  expect(read.messageId).not.toMatch(/ev_|gst_|ivt_/);
});

test("the maison's drawn wordmark lies in the letter itself, for paper and for the night; the plain twin stays as it is", async () => {
  const plainly = compose(facts("it"));
  const pass = launch.door.admitHouse(await launch.staff("Olivia", "owner"), "settings.edit");
  const { maison } = launch.room;
  await maison.dress(pass, { name: "Maison Aurelle", wordmark: readFileSync("prisma/wordmark-aurelle.svg", "utf8") });
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const { letterId } = await queued("Inès Arnaud", { language: "de" });
  await mail.tasks["letter.send"].run({ letterId });
  await maison.dress(pass, { name: "Maison Aurelle" });
  const raw = post.caught[0] ?? "";
  expect(raw.length).toBeLessThan(40 * 1024);
  const read = await PostalMime.parse(raw, { attachmentEncoding: "arraybuffer" });
  const named = [...(read.html ?? "").matchAll(/<img [^>]*src="cid:([^"]+)"/g)].map(([, cid]) => cid);
  expect(named).toHaveLength(2);
  expect(read.html).not.toMatch(/<(img|link|script|object|iframe)[^>]*(src|href)="(?!cid:)/);
  const pictures = read.attachments.filter(({ mimeType }) => mimeType === "image/png");
  expect(pictures.map(({ contentId }) => contentId)).toEqual(named.map((cid) => `<${cid}>`));
  for (const { content, disposition, related } of pictures) {
    expect({ disposition, related }).toEqual({ disposition: "inline", related: true });
    const { width, height, format, exif, comments } = await sharp(Buffer.from(content as ArrayBuffer)).metadata();
    expect({ width, height, format, exif, comments }).toEqual({ width: 440, height: 72, format: "png", exif: undefined, comments: undefined });
  }
  expect(read.html?.match(/alt="Maison Aurelle"/g)).toHaveLength(2);
  expect(read.html).toMatch(/prefers-color-scheme:dark[^@]*\.mark-day\{display:none!important\}\.mark-night\{display:block!important\}/);
  expect(read.attachments.filter(({ mimeType }) => mimeType === "text/calendar")).toHaveLength(1);
  expect(plainly.pictures).toEqual([]);
  expect(plainly.html).not.toContain("<img");
  expect(read.text).not.toContain("cid:");
});

test("a letter sent twice by the queue is sent once; a crash after sending leaves one living link", async () => {
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const { guestId, letterId } = await queued();
  await mail.tasks["letter.send"].run({ letterId });
  await mail.tasks["letter.send"].run({ letterId });
  expect(post.caught).toHaveLength(1);

  // The process died between the mail server's word and its own note.
  await launch.room.db.letter.update({ where: { id: letterId }, data: { state: "waiting", sentAt: null } });
  await launch.room.db.invitation.updateMany({ where: { guestId }, data: { sentAt: null } });
  await mail.tasks["letter.send"].run({ letterId });
  expect(post.caught).toHaveLength(2);
  expect(await livingLinks(guestId)).toHaveLength(1);
  const tokens = await Promise.all(post.caught.map(async (one) => launch.tokenIn((await PostalMime.parse(one)).text ?? "")));
  expect(await Promise.all(tokens.map(async (token) => (await launch.knock(stranger, token))?.state ?? null))).toEqual([null, "enter"]);
});

test("a guest who went in before the retry keeps the link and gets no second letter", async () => {
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const { guestId, letterId } = await queued();
  await mail.tasks["letter.send"].run({ letterId });
  const token = launch.tokenIn((await PostalMime.parse(post.caught[0] ?? "")).text ?? "");
  await launch.enter(token);
  await launch.room.db.letter.update({ where: { id: letterId }, data: { state: "waiting", sentAt: null } });
  await mail.tasks["letter.send"].run({ letterId });
  expect(post.caught).toHaveLength(1);
  expect(await letterOf(letterId)).toMatchObject({ state: "sent" });
  expect(await livingLinks(guestId)).toMatchObject([{ tokenHash: digest(token) }]);
});

test("a new letter is a new link and the unused one ends; a bound browser stays bound", async () => {
  const { guestId, token } = await launch.invite(producer, eventId, "Marc", `l${++nth}@example.com`);
  const resend = async () => {
    launch.clock.move(1000);
    await launch.guests.send(await launch.as(producer, eventId, "guest.invite"), [guestId]);
    await launch.sendQueued();
    return launch.tokenIn((await launch.letterTo(guestId)).text);
  };
  const second = await resend();
  expect(await launch.knock(stranger, token)).toBeNull();
  expect(await livingLinks(guestId)).toHaveLength(1);
  const entered = await launch.enter(second);
  if (!entered?.ok) throw new Error("not let in");
  const visitor = await launch.sessions.visitorOf(entered.value.sessionToken);
  await resend();
  expect((await launch.knock(visitor, second))?.state).toBe("here");
  expect(await launch.room.db.sessionIdentity.count({ where: { guestId, endedAt: null } })).toBe(1);
});

test.each([
  ["unreachable", {}, "smtp://127.0.0.1:9"],
  ["notAccepted", { data: saying(451, "451 greylisted Inès") }, null],
  ["notAccepted", { recipient: saying(450, "450 try later") }, null],
] as const)("a mail server: %s %o, leaves the letter failed, to be tried again", async (fault, rules, url) => {
  Object.assign(post.rules, rules);
  const mail = openMail(launch.room, { mailer: mailerTo(url ?? post.url) });
  const { guestId, letterId } = await queued();
  await expect(mail.tasks["letter.send"].run({ letterId })).rejects.toMatchObject({ message: `letter not sent: ${fault}` });
  expect(await letterOf(letterId)).toMatchObject({ state: "failed", fault, sentAt: null });
  expect(await stateOf(guestId)).toBe("failed");
  post.rules.recipient = post.rules.data = null;
  await openMail(launch.room, { mailer: mailerTo(post.url) }).tasks["letter.send"].run({ letterId });
  expect(await letterOf(letterId)).toMatchObject({ state: "sent", fault: null });
  expect(await livingLinks(guestId)).toHaveLength(1);
});

test("an address the mail server does not know is not tried again, and its words are not kept", async () => {
  post.rules.recipient = saying(550, "550 no Querbach here");
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const { letterId } = await queued("Wilhelmina Querbach");
  await mail.tasks["letter.send"].run({ letterId });
  expect(await letterOf(letterId)).toMatchObject({ state: "failed", fault: "recipientRefused" });
  expect(await launch.wordsInDatabase(["Querbach"])).toEqual([]);
});

test("a letter that is no longer wanted is not sent", async () => {
  const withdrawn = await queued();
  await launch.guests.withdraw(await launch.as(producer, eventId, "guest.invite"), withdrawn.guestId);
  const over = await queued();
  const purged = { ...(await queued()), eventId };
  await launch.room.db.event.update({ where: { id: eventId }, data: { phase: "ended" } });
  await launch.mail.tasks["letter.send"].run({ letterId: withdrawn.letterId });
  await launch.mail.tasks["letter.send"].run({ letterId: over.letterId });
  expect(await letterOf(withdrawn.letterId)).toMatchObject({ state: "failed", fault: "withdrawn", content: null });
  expect(await letterOf(over.letterId)).toMatchObject({ state: "failed", fault: "eventOver" });
  await launch.room.db.event.update({ where: { id: eventId }, data: { phase: "live" } });
  launch.room.sealed.forget(eventId);
  await launch.mail.tasks["letter.send"].run({ letterId: purged.letterId });
  expect(await letterOf(purged.letterId)).toMatchObject({ state: "failed", fault: "keyGone" });
  expect((await launch.mail.outbox(launch.reader())).some((card) => card.eventId === eventId)).toBe(false);
});

test("the queue sends a letter whose transaction committed, once, and holds its id alone", async () => {
  const said: string[] = [];
  const log = openLog("debug", (line) => said.push(line), false);
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const jobs = await startJobs({ connectionString: launch.databaseUrl, tasks: mail.tasks, log });
  const { letterId } = await queued("Wilhelmina Querbach");
  const rolledBack = await queued();
  await launch.room.db.$transaction(async (tx) => {
    await enqueueLetter(tx, rolledBack.letterId);
    throw new Error("never mind");
  }).catch(() => {});
  await launch.room.db.$transaction((tx) => Promise.all([enqueueLetter(tx, letterId), enqueueLetter(tx, letterId)]));
  await expect.poll(async () => (await letterOf(letterId)).state, { timeout: 10_000 }).toBe("sent");
  await jobs.stop();
  await jobs.stop();
  expect(post.caught).toHaveLength(1);
  expect((await letterOf(rolledBack.letterId)).state).toBe("waiting");
  expect(await launch.room.db.$queryRaw`SELECT identifier FROM graphile_worker._private_known_crontabs`).toEqual([{ identifier: "letters.catchUp" }, { identifier: "letters.erase" }]);
  expect(said.join("")).not.toMatch(/Querbach|example\.com|door\//);
});

test("the queue tries again what a mail server would not take, without naming anybody", async () => {
  post.rules.data = saying(451, "451 not now, Querbach");
  const said: string[] = [];
  const mail = openMail(launch.room, { mailer: mailerTo(post.url) });
  const jobs = await startJobs({ connectionString: launch.databaseUrl, tasks: mail.tasks, log: openLog("debug", (line) => said.push(line), false) });
  const { guestId, letterId } = await queued("Wilhelmina Querbach");
  await launch.room.db.$transaction((tx) => enqueueLetter(tx, letterId));
  await expect.poll(async () => (await letterOf(letterId)).state, { timeout: 10_000 }).toBe("failed");
  await expect.poll(() => launch.wordsInDatabase(["letter not sent: notAccepted"]), { timeout: 10_000 }).not.toEqual([]); // its job notes the fault
  expect(await launch.wordsInDatabase(["Querbach", "not now"])).toEqual([]);
  expect(await launch.room.db.$queryRaw`SELECT payload::text, key FROM graphile_worker._private_jobs`).toEqual([
    { payload: expect.stringMatching(new RegExp(`^\\{"letterId" ?: ?"${letterId}"\\}$`)), key: letterId },
  ]);
  post.rules.data = null;
  await expect.poll(async () => (await letterOf(letterId)).state, { timeout: 20_000 }).toBe("sent");
  await jobs.stop();
  expect(await livingLinks(guestId)).toHaveLength(1);
  expect(said.join("")).toContain("letter not sent: notAccepted");
  expect(said.join("")).not.toMatch(/Querbach|not now|example\.com/);
});

test("a job that the database refused leaves none of what it was asked, in the log or with the job", async () => {
  const said: string[] = [];
  const refused = async () => {
    await launch.room.db.guest.update({ where: { id: "gst_0000000000000000000000" }, data: { language: "Wilhelmina Querbach" as never } });
  };
  const jobs = await startJobs({ connectionString: launch.databaseUrl, tasks: { "letter.send": { run: refused } }, log: openLog("debug", (line) => said.push(line), false) });
  await launch.room.db.$transaction((tx) => enqueueLetter(tx, "ltr_0000000000000000000000"));
  await expect.poll(() => launch.room.db.$queryRaw`SELECT last_error FROM graphile_worker._private_jobs WHERE key = 'ltr_0000000000000000000000' AND last_error IS NOT NULL`, { timeout: 10_000 }).toHaveLength(1);
  await jobs.stop();
  expect(said.join("")).toContain("Invalid `");
  expect(said.join("")).not.toContain("Querbach");
  expect(await launch.wordsInDatabase(["Querbach"])).toEqual([]);
});
