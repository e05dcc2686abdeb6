import type { Browser } from "@playwright/test";
import { io } from "socket.io-client";
import { outsider } from "#prisma/cast.ts";
import { newToken } from "#server/infra/secrets.ts";
import type { CheckGuest } from "#tests/demo/check-browser.ts";
import { openGuest } from "#tests/demo/check-browser.ts";
import type { GuestList } from "#tests/demo/guest-list.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect } from "#tests/demo/proofs.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const pageMs = 20_000;
const isSession = (cookie: string): boolean => /^(?:__Host-)?sipario=/.test(cookie);
const key = ".go button[type=submit]";

/** Guests with a link: the door, Enter, the lobby; and the same link in another browser. */
export async function proveDoor(proofs: Proofs, { lists: { invited: guests }, events }: Launch, people: readonly CheckGuest[], browser: Browser): Promise<void> {
  for (const { name, page } of people)
    await proofs.prove(`${name} goes in at the door with a personal link and waits in the lobby`, async () => {
      const begun = performance.now();
      const answer = await page.goto(guests.get(name)?.link ?? "", { timeout: pageMs });
      expect(answer?.status() === 200, `the door answered ${answer?.status()}`);
      await page.getByText(name.split(" ")[0] ?? name).first().waitFor({ timeout: pageMs });
      await page.locator(key).first().click();
      await page.waitForURL(`**/room/${events.invited.id}`, { timeout: pageMs });
      await page.locator("[role=timer], time, .waiting").first().waitFor({ timeout: pageMs });
      return `${Math.round(performance.now() - begun)} ms from link to lobby`;
    });

  await proofs.prove("a link that was used opens nothing in another browser", async () => {
    const [first] = people;
    const link = guests.get(first?.name ?? "")?.link ?? "";
    const other = await openGuest(browser, { name: "somebody else", locale: "en-GB", viewport: { width: 390, height: 844 } });
    const posted = await openVisitor(new URL(link).origin, "en", "Firefox/140.0 Linux").post(link, { instead: "yes" });
    expect(posted.status === 409, `Enter answered ${posted.status}`);
    expect(posted.headers.getSetCookie().every((one) => !isSession(one)), "Enter gave the other browser a session");
    await other.page.goto(link, { timeout: pageMs });
    expect((await other.context.cookies()).every(({ name }) => !isSession(`${name}=`)), "the other browser was given a session");
    const room = await other.page.goto(`${new URL(link).origin}/room/${events.invited.id}`);
    expect(room?.status() === 404, `the room answered ${room?.status()}`);
    await other.context.close();
  });
}

/** What an answer says once everything that differs by nature is taken out of it. */
const essence = (text: string, link: string): string =>
  text
    .replaceAll(new URL(link).pathname, "/door/…")
    .replaceAll(/<meta property="csp-nonce"[^>]*>|nonce="[^"]*"/g, "")
    .replaceAll(/\d{13}/g, "");

/** The link of a withdrawn invitation answers as a made-up one does, and opens nothing. */
export async function proveOutsider(origin: string, list: GuestList, words: readonly string[], eventId: string): Promise<void> {
  const dead = list.get(outsider.name)?.link ?? "";
  const madeUp = `${origin}/door/${newToken()}`;
  const visitor = openVisitor(origin, "en", "Firefox/140.0 Linux");
  const [one, other] = [await visitor.get(dead), await visitor.get(madeUp)];
  expect(one.status === 404 && other.status === 404, `they answered ${one.status} and ${other.status}`);
  const [text, otherText] = [await one.text(), await other.text()];
  expect(essence(text, dead) === essence(otherText, madeUp), "the two answers can be told apart");
  for (const word of [...words, outsider.name]) expect(!text.includes(word), "the answer tells of the event");
  const posted = await visitor.post(dead);
  expect(posted.status === 404 && visitor.cookie() === "", `Enter answered ${posted.status}`);
  for (const page of ["room", "greenroom", "entry"]) {
    const inside = await visitor.get(`/${page}/${eventId}`);
    expect(inside.status === 404, `the ${page} answered ${inside.status}`);
  }
}

/** Those who must see nothing, and those who may see but not do. */
export async function proveRefusals(proofs: Proofs, { sipario, lists: { invited: guests }, events }: Launch, ines: CheckGuest): Promise<void> {
  const { origin } = sipario;
  const eventId = events.invited.id;
  await proofs.prove("the outsider's link opens nothing, and answers as a made-up one does", () =>
    proveOutsider(origin, guests, [events.invited.title, events.invited.codeName], eventId),
  );

  const cookie = (await ines.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const asInes = { ...openVisitor(origin, "en", "Chrome/147.0 Mac"), cookie: () => cookie };
  await proofs.prove("commands a guest forges on their own wire are refused", async () => {
    const seat = await sitDown(asInes, { eventId });
    const forged = [
      await seat.command("event.goLive", {}),
      await seat.command("event.end", {}),
      await seat.command("guest.remove", { guestId: guests.get(ines.name)?.guestId ?? "" }),
      await seat.command("stage.bringOn", { seatId: seat.seatId() }),
      await seat.command("chat.hide", { lineId: "chl_x", isHidden: true }),
    ];
    seat.leave();
    const passed = forged.find((one) => one.ok || one.reason !== "notAllowed");
    expect(!passed, `one was answered ${JSON.stringify(passed)}`);
    const { phase } = await sipario.house.events.read(await sipario.steward.pass(eventId, "event.know", "the check asks whether a forged command did something"));
    expect(phase === "doors", `the event is ${phase}`);
    return `${forged.length} refused`;
  });

  await proofs.prove("the live wire refuses a foreign page, a stranger, a guest who asks for the desk, and another event", async () => {
    const refused = async (visitor: typeof asInes, wish: { eventId: string; as?: "event" | "staff" }) => {
      const seat = await sitDown(visitor, wish).catch(() => null);
      seat?.leave();
      return seat === null;
    };
    expect(await refused(openVisitor(origin, "en", "Chrome/147.0"), { eventId }), "a stranger was given a seat");
    expect(await refused(asInes, { eventId, as: "staff" }), "a guest was given a seat at the desk");
    expect(await refused(asInes, { eventId: `${eventId}x` }), "a made-up event gave a seat");
    expect(!(await ines.page.evaluate(() => document.cookie)).includes("sipario"), "script can read the session");
    const foreign = await fetch(guests.get(ines.name)?.link ?? "", { method: "POST", redirect: "manual", headers: { cookie, origin: "https://elsewhere.example" } });
    expect(foreign.status === 404, `a foreign form was answered ${foreign.status}`);
    const taken = await new Promise<boolean>((resolve) => {
      const wire = io(origin, { path: "/live", transports: ["websocket"], forceNew: true, reconnection: false, auth: { eventId, as: "event" }, extraHeaders: { Cookie: cookie, Origin: "https://elsewhere.example" } });
      wire.once("seat.taken", () => resolve(true));
      wire.once("connect_error", () => resolve(false));
      wire.once("disconnect", () => resolve(false));
      setTimeout(() => wire.disconnect(), 3000).unref();
    });
    expect(!taken, "a page of a foreign origin was given a seat");
  });
}
