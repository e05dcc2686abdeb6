import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EventPlan } from "#contracts/event.ts";
import { EventPlan as Plan } from "#contracts/event.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import { newId } from "#server/infra/ids.ts";
import type { TestRoom } from "#tests/access/people.ts";
import { openPeople } from "#tests/access/people.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let house: TestRoom;
let people: ReturnType<typeof openPeople>;
let events: ReturnType<typeof openEvents>;
let owner: Awaited<ReturnType<typeof people.staff>>;
beforeAll(async () => {
  house = await openTestRoom();
  people = openPeople(house);
  events = openEvents(house.room, openConsents(house.room));
  const found = await people.staff(["owner"]);
  owner = { ...found, staff: { ...found.staff, isStrong: true, isSteppedUp: true } };
});
afterAll(() => house.close());

const numbers = (eventId: string) => house.door.admit(owner, eventId, "numbers.see", "staff");
const edits = (eventId: string) => house.door.admit(owner, eventId, "event.edit", "staff");
const plan = (more: Partial<EventPlan> = {}): EventPlan =>
  Plan.parse({ title: "The new piece", codeName: "Blue hour", localStart: "2037-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "hybrid", ...more });
async function make(more: Partial<EventPlan> = {}): Promise<string> {
  const made = await events.create(house.door.admitHouse(owner, "event.create"), plan(more));
  if (!made.ok) throw new Error(made.reason);
  return made.value.eventId;
}

describe("the plan's words for the lobby", () => {
  test("who hosts and what to expect are sealed, read back, changed and taken away; companions are a wish", async () => {
    const eventId = await make({ hostedBy: "Beatrice Lanza", welcome: "A film, and a cup of tea.", companions: true });
    const { plan: read, version, changed } = await events.plan(await edits(eventId));
    expect(read).toMatchObject({ hostedBy: "Beatrice Lanza", welcome: "A film, and a cup of tea.", companions: true });
    expect(changed).toMatchObject({ by: "Ottavia", at: expect.any(String) });
    const row = await house.room.db.event.findUniqueOrThrow({ where: { id: eventId } });
    expect(Buffer.from(row.welcome ?? []).toString("latin1")).not.toContain("Beatrice");
    expect(await events.edit(await edits(eventId), { ...read, hostedBy: undefined, welcome: undefined, companions: false }, version)).toMatchObject({ ok: true });
    expect((await house.room.db.event.findUniqueOrThrow({ where: { id: eventId } })).welcome).toBeNull();
    expect((await events.plan(await edits(eventId))).plan).toSatisfy((left: EventPlan) => left.companions === false && left.hostedBy === undefined && left.welcome === undefined);
  });
});

describe("what stands ready", () => {
  test("guests by how far they came, boutiques without a tablet, the text, the piece, letters that failed", async () => {
    const boutique = async (name: string) => (await openBoutiques(house.room).create(house.door.admitHouse(owner, "boutique.edit"), { name, city: name, zone: "Europe/Rome" })).id;
    const [milano, paris] = [await boutique("Milano"), await boutique("Paris")];
    const eventId = await make({ boutiqueIds: [milano, paris], level: "confidential", speakersSign: true });
    const at = new Date();
    const guests: string[] = [];
    for (let one = 0; one < 5; one++) guests.push(await people.guest(eventId));
    const [sent, opened, entered, withdrawn] = guests;
    const invite = async (guestId: string | undefined, more: object) => {
      const { id } = await people.invitation(eventId, guestId ?? "");
      await house.room.db.invitation.update({ where: { id }, data: more });
    };
    await invite(sent, { sentAt: at });
    await invite(opened, { sentAt: at, openedAt: at });
    await invite(entered, { sentAt: at, openedAt: at, boundAt: at, endedAt: at });
    await invite(withdrawn, { sentAt: at, endedAt: at });
    await people.guest(eventId, { removed: true });
    const speaker = await people.guest(eventId, { kind: "speaker" });
    await house.room.db.device.create({ data: { id: newId("device"), eventId, boutiqueId: milano, number: 1, publicKey: new Uint8Array(1) } });
    await house.room.db.letter.create({ data: { id: newId("letter"), kind: "invitation", eventId, recipient: new Uint8Array(1), state: "failed", fault: "recipientRefused" } });
    await house.room.db.letter.create({ data: { id: newId("letter"), kind: "invitation", eventId, recipient: new Uint8Array(1), state: "failed", fault: "withdrawn" } });
    const ready = await events.readiness(await numbers(eventId));
    expect(ready).toEqual({
      guests: { listed: 5, asked: 3, opened: 2, entered: 1 },
      speakers: { listed: 1, asked: 0, opened: 0, entered: 0, signed: 0 },
      agreement: "missing",
      boutiques: { count: 2, bare: ["Paris"] },
      piece: { isNamed: false, hasPicture: false },
      isWelcomeWritten: false,
      lettersFailed: 1,
    });
    await house.room.db.event.update({ where: { id: eventId }, data: { agreementVersion: 2 } });
    await people.sign(eventId, { guestId: speaker }, 1);
    expect((await events.readiness(await numbers(eventId))).speakers.signed).toBe(0);
    await people.sign(eventId, { guestId: speaker }, 2);
    expect(await events.readiness(await numbers(eventId))).toMatchObject({ agreement: "written", speakers: { signed: 1 } });
  });
});

describe("attendance over time", () => {
  test("each guest counts once a minute however many screens they had; a tablet counts in its boutique; nobody outlasts the end", async () => {
    const eventId = await people.event({ phase: "ended" });
    const doors = new Date("2027-03-11T18:00:00Z");
    const minute = (count: number, seconds = 0) => new Date(doors.getTime() + count * 60_000 + seconds * 1000);
    await house.room.db.event.update({ where: { id: eventId }, data: { doorsAt: doors, endedAt: minute(5, 30) } });
    const [one, two, absent] = [await people.guest(eventId), await people.guest(eventId), await people.guest(eventId)];
    const speaker = await people.guest(eventId, { kind: "speaker" });
    const { deviceId, boutiqueId } = await people.device(eventId);
    const { sessionId } = await people.browser();
    const sit = (who: object, startedAt: Date, endedAt: Date | null, seenAt = endedAt ?? startedAt) =>
      house.room.db.seat.create({ data: { id: newId("seat"), eventId, sessionId, startedAt, endedAt, seenAt, ...who } });
    await sit({ guestId: one }, minute(0, 10), minute(2, 5));
    await sit({ guestId: one }, minute(1), minute(3)); // a second screen over the first
    await sit({ guestId: two }, minute(2, 59), null, minute(4)); // lost, last seen in the fourth
    await sit({ guestId: speaker }, minute(0), minute(5));
    await sit({ deviceId }, minute(-3), minute(90)); // stood there before and after
    const { from, places, came } = await events.attended(await numbers(eventId));
    expect(from).toBe(doors.toISOString());
    expect(Object.fromEntries(places.map(({ place, here }) => [place, here]))).toEqual({ online: [1, 1, 2, 2, 1, 0], [boutiqueId]: [1, 1, 1, 1, 1, 1] });
    expect(came).toEqual({ guests: { expected: 3, came: 2 }, speakers: { expected: 1, came: 1 }, tablets: { expected: 1, came: 1 } });
    expect(absent).toBeTruthy();
    // Whoever came was expected, also when they were removed or taken back since; who never came is not.
    await house.room.db.guest.updateMany({ where: { id: { in: [two, absent] } }, data: { removedAt: minute(4) } });
    await house.room.db.device.update({ where: { id: deviceId }, data: { revokedAt: minute(5) } });
    expect((await events.attended(await numbers(eventId))).came).toMatchObject({ guests: { expected: 2, came: 2 }, tablets: { expected: 1, came: 1 } });
  });

  test("before the doors there is nothing to draw", async () => {
    expect(await events.attended(await numbers(await make()))).toMatchObject({ from: null, places: [] });
  });
});
