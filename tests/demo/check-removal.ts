import { setTimeout as sleep } from "node:timers/promises";
import type { Language } from "#contracts/languages.ts";
import type { CheckGuest, Desk } from "#tests/demo/check-browser.ts";
import { framesOf } from "#tests/demo/check-browser.ts";
import type { ListedKey } from "#tests/demo/guest-list.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect, until } from "#tests/demo/proofs.ts";
import { wordOf } from "#tests/demo/words.ts";
import { sitDown } from "#tests/demo/seat.ts";
import { openVisitor } from "#tests/demo/visitor.ts";

const withinMs = 1000;
/** Looking at a browser takes a moment of its own. */
const lookingMs = 500;

interface Evening {
  key: ListedKey;
  /** The guest's language. */
  lang: Language;
  /** Whose picture they see. */
  hostName: string;
}

/** A guest is removed: the page says so, the socket closes, the picture ends, each within a second; and it stays so. */
export async function proveRemoval(proofs: Proofs, { sipario, lists, events }: Launch, at: Evening, desk: Desk, guest: CheckGuest): Promise<void> {
  const { page, context, name } = guest;
  const { key, lang, hostName } = at;
  const hasPicture = sipario.mediaWord === null;
  const guests = lists[key];
  const eventId = events[key].id;
  const title = wordOf(lang, "common", "removed.title");
  const identity = desk.onAir(hostName)?.identity ?? "";
  const who = key === "invited" ? "a guest is removed" : `${key}: a guest is removed`;
  const cookie = (await context.cookies()).map((one) => `${one.name}=${one.value}`).join("; ");
  const pressedAt = performance.now();
  const since = () => Math.round(performance.now() - pressedAt);
  let pageMs = -1;
  let socketMs = -1;
  let pictureMs = -1;
  const watching = [
    page.getByText(title).first().waitFor({ timeout: 10_000 }).then(() => { pageMs = since(); }),
    until(() => guest.openSockets("/live") === 0, 10_000, "the socket closed").then(() => { socketMs = since(); }),
    until(() => guest.openSockets("/media") === 0, 10_000, "the call's line closed").then(() => { pictureMs = since(); }),
  ].map((one) => one.catch(() => {}));
  const removed = await desk.seat.command("guest.remove", { guestId: guests.get(name)?.guestId ?? "" });
  await Promise.all(watching);

  await proofs.prove(`${who}: the page says so, decently`, async () => {
    expect(removed.ok, `the removal was answered ${JSON.stringify(removed)}`);
    expect(pageMs >= 0 && pageMs <= withinMs + lookingMs, `the page said so after ${pageMs} ms`);
    return `${pageMs} ms`;
  });
  await proofs.prove(`${who}: the socket is closed`, async () => {
    expect(socketMs >= 0 && socketMs <= withinMs + lookingMs, `closed after ${socketMs} ms`);
    expect(guest.heard("seat.ended") === 1, "the seat was not told");
    return `${socketMs} ms`;
  });
  if (hasPicture)
    await proofs.prove(`${who}: the picture is confirmed gone`, async () => {
      const tookMs = removed.ok ? removed.value.tookMs : -1;
      expect(tookMs >= 0 && tookMs <= withinMs, `the house confirmed it after ${tookMs} ms`);
      expect(pictureMs >= 0 && pictureMs <= withinMs + lookingMs, `the call's line closed after ${pictureMs} ms`);
      const before = await framesOf(page, identity);
      await sleep(1500);
      expect((await framesOf(page, identity)) <= before, "frames still advance");
      return `${tookMs} ms confirmed by the media server`;
    });
  else proofs.skip(`${who}: the picture is confirmed gone`, "there is no media server");
  await proofs.prove(`${who}: it stays so after a reload, and for the wire`, async () => {
    const again = await page.reload();
    expect(again?.status() === 403, `the page answered ${again?.status()}`);
    await page.getByText(title).first().waitFor({ timeout: 10_000 });
    const seat = await sitDown({ ...openVisitor(sipario.origin, lang, "Safari/604.1 iPhone"), cookie: () => cookie }, { eventId }).catch(() => null);
    seat?.leave();
    expect(seat === null, "the wire gave a seat");
    await page.goto(guests.get(name)?.link ?? "");
    expect((await page.locator(".go button[type=submit], input[name=code]").count()) === 0, "the door still offers to enter");
  });
}
