import { afterAll, beforeAll, expect, test } from "vitest";
import type { Level } from "#contracts/event.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openLost } from "#server/guests/lost.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let producer: Visitor;
let lost: ReturnType<typeof openLost>;
const faults: unknown[] = [];
let nth = 0;

beforeAll(async () => {
  launch = await openLaunch();
  producer = await launch.staff("Bruna Conti", "producer");
  lost = openLost(launch.room, (fault) => faults.push(fault));
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await launch.close();
});

/** A guest with a letter, at an event of a level; their address. */
async function invited(level: Level = "invited") {
  const email = `lost${++nth}@example.com`;
  const eventId = await launch.event({ level });
  const strong = { ...producer, staff: producer.staff && { ...producer.staff, isStrong: true } };
  const { guestId, token } = await launch.invite(strong, eventId, "Inès Arnaud", email);
  return { email, eventId, guestId, token };
}
const again = (guestId: string) => launch.room.db.invitation.count({ where: { guestId, kind: "again" } });
/** Asks and waits until the work behind the answer is done, too. */
const ask = async (email: string, sender = `10.0.${nth}.${Math.floor(Math.random() * 250)}`) => {
  await lost.ask(email, sender);
  await new Promise((resolve) => setTimeout(resolve, 150));
};

test("an invited address gets a letter with a link of ten minutes; the link it has stays good; the record says a stranger asked", async () => {
  const { email, eventId, guestId, token } = await invited();
  await ask(` ${email.toUpperCase()} `.trim());
  expect(launch.letters.length).toBe(1);
  await launch.sendQueued();
  const { text, subject } = await launch.letterTo(guestId);
  expect(subject).toContain("new link");
  const fresh = launch.tokenIn(text);
  expect(fresh).not.toBe(token);
  expect(await launch.knock(await launch.browser(), token)).toMatchObject({ state: "enter" });
  expect(await launch.enter(fresh, await launch.browser())).toMatchObject({ ok: true });
  const entry = await launch.room.db.entry.findFirst({ where: { chain: eventId, name: "door.linkAsked" } });
  expect(entry).toMatchObject({ actor: { kind: "stranger" }, facts: { guestId, isLost: true } });
});

test("nobody else gets anything: unknown, never written to, withdrawn, removed, before and after the event, at a sealed one", async () => {
  const draft = await launch.event();
  const added = await launch.guests.add(await launch.as(producer, draft, "guest.invite"), launch.form("Marc", "never@example.com"));
  const [withdrawn, removed, ended, sealed] = [await invited(), await invited(), await invited(), await invited("sealed")];
  await launch.guests.withdraw(await launch.as(producer, withdrawn.eventId, "guest.invite"), withdrawn.guestId);
  await launch.guests.remove(await launch.as(producer, removed.eventId, "guest.remove"), removed.guestId);
  await launch.room.db.event.update({ where: { id: ended.eventId }, data: { phase: "ended" } });
  await expect.poll(() => launch.room.db.invitation.count({ where: { guestId: withdrawn.guestId, endedAt: null } })).toBe(0);
  for (const email of ["nobody@example.com", "never@example.com", withdrawn.email, removed.email, ended.email, sealed.email]) await ask(email);
  expect(launch.letters).toEqual([]);
  expect(added.ok).toBe(true);
});

test("at a confidential event the new link opens the door that asks for the code, and no more", async () => {
  const { email, guestId } = await invited("confidential");
  await ask(email);
  await launch.sendQueued();
  const { text } = await launch.letterTo(guestId);
  expect(text).toContain("only with your code");
  expect(await launch.enter(launch.tokenIn(text), await launch.browser())).toEqual({ ok: false, reason: "wrongCode" });
});

test("three letters an hour for an address; many requests of one sender end, and another sender's do not", async () => {
  const { email, guestId } = await invited();
  for (let asked = 0; asked < 5; asked++) await ask(email);
  expect(await again(guestId)).toBe(3);
  launch.letters.splice(0);
  const next = await invited();
  for (let asked = 0; asked < 11; asked++) await lost.ask(`nobody${asked}@example.com`, "10.9.9.9");
  await ask(next.email, "10.9.9.9");
  expect(await again(next.guestId)).toBe(0);
  await ask(next.email, "10.9.9.8");
  expect(await again(next.guestId)).toBe(1);
  launch.letters.splice(0);
}, 20_000);

test("the answer comes after one time, for whom it is sent to and for nobody", async () => {
  const times: Record<"invited" | "nobody", number[]> = { invited: [], nobody: [] };
  for (let round = 0; round < 6; round++) {
    const { email } = await invited();
    for (const [who, address] of [["invited", email], ["nobody", `n${round}@example.com`]] as const) {
      const begun = performance.now();
      await lost.ask(address, `10.7.${round}.1`);
      times[who].push(performance.now() - begun);
    }
  }
  launch.letters.splice(0);
  const middle = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
  expect(Math.min(...times.invited, ...times.nobody)).toBeGreaterThanOrEqual(395);
  expect(Math.abs(middle(times.invited) - middle(times.nobody))).toBeLessThan(15);
}, 20_000);
