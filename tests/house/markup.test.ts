import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GuestForm } from "#contracts/guests.ts";
import { EventPlan } from "#contracts/event.ts";
import { linkFor, localTimeIn, must, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { openMailer } from "#server/infra/mailer.ts";
import { openTestHouse, until } from "#tests/house/open-house.ts";

/** What obeys where it is not written out: in text, out of an attribute of either kind, out of a script, in a template. */
const signs = [`<img src=x onerror=canary()>`, `"><svg onload=canary()>`, `' onmouseover='canary()`, `</script><script>canary()</script>`, `</title></textarea><b>canary`, "{{1234*4321}}<%= 1234*4321 %>"] as const;
const named = (what: string, nth: number) => `${what} ${signs[nth % signs.length]}`;

let house: Awaited<ReturnType<typeof openTestHouse>>;
let eventId: string;
let guestLink: string;
let owner: ReturnType<typeof house.browser>;
let guest: ReturnType<typeof house.browser>;
let chatWire: Awaited<ReturnType<typeof house.wire>>;
const why = "test";
const words = {
  guest: named("Ada", 0), title: named("Title", 1), codeName: named("Code", 2), place: named("Place", 3), boutique: named("Boutique", 0), city: named("City", 2),
  maison: named("Maison", 4), line: named("Line", 3), piece: named("Piece", 5), price: named("Price", 1), file: named("File", 0), welcome: named("Welcome", 3), staff: named("Staff", 1), agreement: named("Text", 3),
};

beforeAll(async () => {
  house = await openTestHouse();
  const { house: subjects, steward } = house;
  const boutiqueIds = await seedMaison(house, null);
  const cookie = await seedStaffMember(house, "elena");
  await subjects.maison.rename(steward.housePass("settings.edit", why), { name: words.maison.slice(0, 60), wordmark: null });
  await subjects.boutiques.rename(steward.housePass("boutique.edit", why), boutiqueIds.milano, { name: words.boutique, city: words.city, zone: "Europe/Rome" });
  await subjects.staff.invite(steward.housePass("staff.invite", why), { name: words.staff, email: "markup@aurelle.example", roles: ["host"], eventIds: [] });
  const plan = { title: words.title, codeName: words.codeName.slice(0, 60), place: words.place, welcome: words.welcome, level: "invited", mode: "inviteOnly", format: "hybrid", zone: "Europe/Rome" };
  ({ eventId } = must(await subjects.events.create(steward.housePass("event.create", why), EventPlan.parse({ ...plan, localStart: localTimeIn("Europe/Rome", 60), boutiqueIds: [boutiqueIds.milano] }))));
  const edit = await steward.pass(eventId, "product.edit", why);
  await subjects.product.edit(edit, { en: words.piece, it: words.piece, fr: words.piece, de: words.piece, price: words.price.slice(0, 60) });
  must(await subjects.files.add(edit, { name: words.file, isVeiled: false, bytes: Buffer.from("%PDF-1.7\n") }));
  must(await subjects.guests.add(await steward.pass(eventId, "guest.invite", why), GuestForm.parse({ name: words.guest, email: "ada@mail.example" })));
  must(await subjects.events.announce(await steward.pass(eventId, "event.open", why)));
  const list = await subjects.guests.list(await steward.pass(eventId, "guest.list", why));
  await subjects.guests.send(await steward.pass(eventId, "guest.invite", why), list.map(({ id }) => id));
  guestLink = new URL(await until(() => linkFor(house, eventId, words.guest))).pathname;
  owner = house.browser(cookie);
  guest = house.browser();
}, 120_000);
afterAll(() => house.close());

const dangers = ["<img src=x", "<svg onload", `' onmouseover='`, "<script>canary", "<b>canary"];
/** Cuts a page as a browser does: what stands between tags of script is script, whatever its author meant. */
function cut(html: string): { markup: string; scripts: string[] } {
  const scripts: string[] = [];
  const markup = html.replaceAll(/<script\b[^>]*>([\s\S]*?)<\/script\s*>/gi, (_, text: string) => {
    scripts.push(text);
    return "<script></script>";
  });
  return { markup, scripts };
}
function expectWrittenOut(html: string, at: string): void {
  const { markup, scripts } = cut(html);
  for (const danger of dangers) expect(markup, `${at}: ${danger}`).not.toContain(danger);
  for (const script of scripts) expect(script, at).not.toMatch(/^\s*canary/);
  expect(markup, at).not.toContain("5332114");
}
const seen = new Set<string>();
async function look(browser: typeof owner, at: string): Promise<void> {
  const page = await browser.get(at);
  expect(page.status, at).toBe(200);
  const body = await page.text();
  expectWrittenOut(body, at);
  for (const [what, word] of Object.entries(words)) if (body.includes(word.split(" ")[0] ?? "")) seen.add(what);
}

describe("V1.2: signs of markup in every field are written, not obeyed", () => {
  test("this look can fail", () => {
    expect(() => expectWrittenOut(`<p>${words.guest}</p>`, "control")).toThrow();
    expect(() => expectWrittenOut(`<input value="x${signs[1]}">`, "control")).toThrow();
    expect(() => expectWrittenOut(`<script>window.data="${signs[3]}"</script>`, "control")).toThrow();
    expect(() => expectWrittenOut(`<script>window.data="Ada"</script><p>Ada &lt;img src=x</p>`, "control")).not.toThrow();
  });

  test("on the pages of a guest: the door, the room, its thanks", async () => {
    await look(guest, guestLink);
    await guest.post(guestLink);
    await house.house.events.openDoors(await house.steward.pass(eventId, "event.open", why));
    await look(guest, `/room/${eventId}`);
    await house.house.events.goLive(await house.steward.pass(eventId, "event.open", why));
    chatWire = await house.wire(guest.jar.cookie, { eventId });
    await until(async () => (await house.command(chatWire.socket, "chat.post", { body: words.line })).ok);
    await look(guest, `/room/${eventId}`);
  });

  test("on the pages of the studio and at the desk", async () => {
    const at = `/studio/events/${eventId}`;
    for (const page of ["/studio", "/studio/people", "/studio/boutiques", "/studio/maison", "/studio/record", "/studio/outbox", "/studio/me", at, `${at}/guests`, `${at}/product`, `${at}/tablets`, `${at}/record`, `${at}/after`, `${at}/desk`])
      await look(owner, page);
    await house.house.events.end(await house.steward.pass(eventId, "event.end", why));
    await look(guest, `/room/${eventId}`);
    expect([...seen].sort()).toEqual(expect.arrayContaining(["boutique", "city", "codeName", "file", "guest", "line", "maison", "piece", "price", "staff", "title"]));
  });

  test("in letters and their calendar, and in the proof pack's page", async () => {
    const [card] = await house.house.mail.outbox(house.steward.housePass("outbox.read", why));
    const letters = await house.house.mail.outbox(house.steward.housePass("outbox.read", why));
    expect(card).toBeDefined();
    for (const { id } of letters) {
      const letter = await house.house.mail.read(await house.steward.pass(eventId, "letter.read", why), id).catch(() => null);
      if (letter) expectWrittenOut(letter.html, `letter ${id}`);
    }
    const { packPage } = await import("#server/pack/page/page.tsx");
    const { gatherFacts } = await import("#server/pack/facts.ts");
    const facts = await gatherFacts(house.room, await house.steward.pass(eventId, "proof.read", why), { language: "en", checkpoints: [], place: "beside" });
    const page = packPage(facts);
    expect(page).toContain("Ada &lt;img src=x onerror=canary()&gt;");
    expectWrittenOut(page, "pack.html");
  });
});

describe("V1.3.11: line breaks in a name end no header", () => {
  const breaks = ["Ada\r\nBcc: thief@elsewhere.example", "Ada\nSubject: canary", "Ada\rX-Canary: yes", "Ada\u2028Bcc: thief@elsewhere.example", "Ada\r\n\r\n<h1>canary</h1>", "=?utf-8?q?Ada=0D=0ABcc:_thief@elsewhere.example?="];
  let server: SMTPServer;
  let port: number;
  const caught: { raw: string; to: string[] }[] = [];
  const recipients: string[] = [];
  beforeAll(async () => {
    server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ["STARTTLS"] },
      onRcptTo(address, _session, done) {
        recipients.push(address.address);
        done();
      },
      onData(stream, _session, done) {
        let raw = "";
        stream.setEncoding("latin1");
        stream.on("data", (part) => (raw += part));
        stream.on("end", () => {
          caught.push({ raw, to: recipients.splice(0) });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.server.address();
    port = typeof at === "object" && at ? at.port : 0;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  test.each(breaks)("%j as the guest's name, the maison's, and in the subject", async (name) => {
    caught.length = 0;
    const mailer = openMailer(`smtp://127.0.0.1:${port}`, "launch@maison.example");
    await mailer?.send({ from: name, to: { name, address: "ada@mail.example" }, subject: name, html: "<p>x</p>", text: "x", calendar: null, pictures: [] });
    mailer?.close();
    const [letter] = caught;
    expect(letter?.to).toEqual(["ada@mail.example"]);
    const read = await PostalMime.parse(letter?.raw ?? "");
    expect(read.headers.map(({ key }) => key).filter((key) => ["bcc", "cc", "x-canary"].includes(key))).toEqual([]);
    expect(read.headers.filter(({ key }) => key === "subject")).toHaveLength(1);
    expect(read.headers.filter(({ key }) => key === "to")).toHaveLength(1);
    expect(read.to?.map(({ address }) => address)).toEqual(["ada@mail.example"]);
    expect(read.text?.trim()).toBe("x");
  });
});
