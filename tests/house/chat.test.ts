import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReadLine } from "#contracts/chat.ts";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

let cast: CastHouse;
let eventId = "";
beforeAll(async () => {
  cast = await openCastHouse();
  eventId = cast.eventIds.invited;
  await cast.house.events.openDoors(await cast.steward.pass(eventId, "event.open", "test"));
  await cast.house.events.goLive(await cast.steward.pass(eventId, "event.open", "test"));
});
afterAll(() => cast.close());

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Wired = Awaited<ReturnType<CastHouse["wire"]>>["socket"];
type Heard = { name: string; body: { id?: string; guestId?: string } };

/** A seat, and the chat's news it hears, in order. */
async function sit(cookie: string | null, as: "event" | "staff" = "event"): Promise<{ socket: Wired; said: Heard[] }> {
  const { socket } = await cast.wire(cookie, { eventId, as });
  const said: Heard[] = [];
  socket.onAny((name: string, body: Heard["body"]) => void (/^(chat|guest)\./.test(name) && said.push({ name, body })));
  return { socket, said };
}
const names = (said: readonly Heard[]) => said.map(({ name }) => name);
/** The lines as the room's own page is given them. */
async function read(cookie: string | null): Promise<ReadLine[]> {
  const visitor = await cast.house.sessions.visitorOf(cookie);
  return cast.house.chat.latest(await cast.house.door.admit(visitor, eventId, "chat.read"));
}

test("an author hears in every tab that a line is theirs before the line, and before the answer; nobody else is told whose", async () => {
  const ines = (await cast.enter("ines")).jar.cookie;
  const [one, other, camille] = [await sit(ines), await sit(ines), await sit((await cast.enter("camille")).jar.cookie)];
  let heardAtAnswer: string[] = [];
  const answer = await cast.command(one.socket, "chat.post", { body: "Che meraviglia" }).then((outcome) => {
    heardAtAnswer = names(one.said);
    return outcome;
  });
  const { id } = answer.value as { id: string };
  expect(heardAtAnswer).toEqual(["chat.mine", "chat.posted"]);
  await until(() => camille.said.length > 0 && other.said.length > 1);
  expect(names(other.said)).toEqual(["chat.mine", "chat.posted"]);
  expect(other.said.map(({ body }) => body.id)).toEqual([id, id]);
  expect(names(camille.said)).toEqual(["chat.posted"]);
});

test("a reload knows one's own lines, and carries no id of a person to anybody", async () => {
  const [ines, camille] = [(await cast.enter("haruka")).jar.cookie, (await cast.enter("sofia")).jar.cookie];
  const [harukas, sofias] = [await sit(ines), await sit(camille)];
  await cast.command(harukas.socket, "chat.post", { body: "Good evening" });
  await cast.command(sofias.socket, "chat.post", { body: "Buonasera" });
  const mine = (lines: readonly ReadLine[]) => lines.filter(({ isMine }) => isMine).map(({ body }) => body);
  expect(mine(await read(ines))).toEqual(["Good evening"]);
  expect(mine(await read(camille))).toEqual(["Buonasera"]);
  expect(JSON.stringify(await read(ines))).not.toMatch(/gst_|stf_/);
});

test("a mute, its end and a removal by one desk are heard at once by every other, muted apart from removed", async () => {
  const guestId = cast.guestIds.get("adrien") ?? "";
  const adrien = await sit((await cast.enter("adrien")).jar.cookie);
  await cast.command(adrien.socket, "chat.post", { body: "Hello" });
  const [marc, luca] = [await sit(cast.staffCookie("marc"), "staff"), await sit(cast.staffCookie("luca"), "staff")];
  const beatrice = await sit(cast.staffCookie("beatrice"), "staff");
  const line = async () => (await cast.house.chat.desk(await cast.steward.pass(eventId, "chat.moderate", "test"))).find((one) => one.guestId === guestId);
  const told = async (isMuted: boolean, isRemoved: boolean) => {
    await until(() => luca.said.some(({ body }) => JSON.stringify(body) === JSON.stringify({ guestId, isMuted, isRemoved })));
    expect(await line()).toMatchObject({ isMuted, isRemoved });
    luca.said.length = 0;
  };
  const begun = performance.now();
  await cast.command(marc.socket, "guest.mute", { guestId, isMuted: true });
  await told(true, false);
  expect(performance.now() - begun).toBeLessThan(1000);
  await cast.command(marc.socket, "guest.mute", { guestId, isMuted: false });
  await told(false, false);
  await cast.command(marc.socket, "guest.remove", { guestId });
  await told(false, true);
  expect(names([...adrien.said, ...beatrice.said])).not.toContain("guest.changed");
});

test("whoever has said nothing, and whoever is only invited anew, is no removed author at the desks", async () => {
  const luca = await sit(cast.staffCookie("luca"), "staff");
  await cast.house.guests.mute(await cast.steward.pass(eventId, "guest.mute", "test"), cast.guestIds.get("camille") ?? "", true);
  await cast.house.guests.withdraw(await cast.steward.pass(eventId, "guest.invite", "test"), cast.guestIds.get("ines") ?? "");
  await sleep(700);
  const told = luca.said.filter(({ name }) => name === "guest.changed").map(({ body }) => body);
  expect(new Set(told.map((body) => JSON.stringify(body)))).toEqual(new Set([JSON.stringify({ guestId: cast.guestIds.get("ines"), isMuted: false, isRemoved: false })]));
});
