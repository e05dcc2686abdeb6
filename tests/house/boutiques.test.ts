import { afterAll, beforeAll, expect, test } from "vitest";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { newId } from "#server/infra/ids.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

let at: Awaited<ReturnType<typeof openTestRoom>>;
beforeAll(async () => {
  at = await openTestRoom();
});
afterAll(() => at.close());

const milano = { name: "Via della Spiga", city: "Milano", zone: "Europe/Rome" };
const ginza = { name: "Ginza", city: "Tokyo", zone: "Asia/Tokyo" };

test("boutiques are made, renamed and listed by name, sealed in the database and recorded by id", async () => {
  const boutiques = openBoutiques(at.room);
  const edit = at.steward.housePass("boutique.edit", "test");
  const enter = at.steward.housePass("studio.enter", "test");
  const { id } = await boutiques.create(edit, milano);
  const other = await boutiques.create(edit, ginza);
  expect(await boutiques.list(enter)).toEqual([{ id: other.id, ...ginza }, { id, ...milano }]);

  const renamed = { ...milano, name: "Corso Venezia" };
  expect(await boutiques.rename(edit, id, renamed), "how it was, so that it can be put back").toEqual({ id, ...milano });
  expect(await boutiques.rename(edit, "btq_madeup", renamed)).toBeNull();
  expect((await boutiques.list(enter)).map((one) => one.name)).toEqual(["Corso Venezia", "Ginza"]);

  const row = await at.room.db.boutique.findUniqueOrThrow({ where: { id } });
  expect(Buffer.concat([row.name, row.city]).toString("latin1")).not.toMatch(/Corso|Spiga|Milano/);
  const moved = await at.room.db.boutique.findUniqueOrThrow({ where: { id: other.id } });
  expect(() => at.room.sealed.house.open(`Boutique.name:${id}`, moved.name), "a name copied to another row does not open").toThrow();

  const entries = await at.room.db.entry.findMany({ orderBy: { seq: "asc" } });
  expect(entries.map((one) => one.name)).toEqual(["boutique.created", "boutique.created", "boutique.renamed"]);
  expect(JSON.stringify(entries)).not.toMatch(/Corso|Spiga|Milano|Ginza/);
  expect(await at.room.audit.verify("house")).toEqual({ entries: 3, brokenAt: null });
});

test("an event has the boutiques that were joined to it, no others", async () => {
  const boutiques = openBoutiques(at.room);
  const edit = at.steward.housePass("boutique.edit", "test");
  const [mine, foreign] = [await boutiques.create(edit, milano), await boutiques.create(edit, ginza)];
  const eventId = newId("event");
  const bytes = new Uint8Array(1);
  await at.room.db.event.create({
    data: {
      id: eventId, level: "invited", mode: "inviteOnly", format: "hybrid", wishes: {}, title: bytes, codeName: bytes,
      startsAt: new Date(), zone: "Europe/Rome", localStart: "2027-03-11T11:30", boutiques: { create: { boutiqueId: mine.id } },
    },
  });
  const seen = await boutiques.ofEvent(await at.steward.pass(eventId, "event.know", "test"));
  expect(seen).toEqual([{ id: mine.id, ...milano }]);
  expect(seen.map((one) => one.id)).not.toContain(foreign.id);
});

test("a boutique is taken off the list and put back as it was; not while it takes part in an event that is not over", async () => {
  const boutiques = openBoutiques(at.room);
  const edit = at.steward.housePass("boutique.edit", "test");
  const enter = at.steward.housePass("studio.enter", "test");
  const idsNow = async () => (await boutiques.list(enter)).map((one) => one.id);
  const { id } = await boutiques.create(edit, milano);
  const eventId = newId("event");
  const bytes = new Uint8Array(1);
  await at.room.db.event.create({
    data: {
      id: eventId, level: "invited", mode: "inviteOnly", format: "hybrid", wishes: {}, title: bytes, codeName: bytes,
      startsAt: new Date(), zone: "Europe/Rome", localStart: "2027-03-11T11:30", boutiques: { create: { boutiqueId: id } },
    },
  });
  for (const phase of ["draft", "announced", "doors", "live"] as const) {
    await at.room.db.event.update({ where: { id: eventId }, data: { phase } });
    expect(await boutiques.remove(edit, id), phase).toEqual({ ok: false, reason: "inUse" });
  }
  expect(await idsNow()).toContain(id);
  await at.room.db.event.update({ where: { id: eventId }, data: { phase: "ended" } });
  expect(await boutiques.remove(edit, id)).toEqual({ ok: true, value: { id, ...milano } });
  expect(await idsNow()).not.toContain(id);
  expect((await boutiques.removed(edit)).map((one) => one.id)).toEqual([id]);
  expect((await boutiques.ofEvent(await at.steward.pass(eventId, "event.know", "test"))).map((one) => one.id), "the event that is over keeps it").toEqual([id]);
  expect(await boutiques.rename(edit, id, ginza)).toBeNull();
  expect(await boutiques.remove(edit, id)).toEqual({ ok: false, reason: "gone" });

  expect(await boutiques.putBack(edit, id)).toBe(true);
  expect(await boutiques.putBack(edit, id), "once").toBe(false);
  expect(await boutiques.putBack(edit, "btq_madeup")).toBe(false);
  expect(await boutiques.removed(edit)).toEqual([]);
  expect((await boutiques.list(enter)).find((one) => one.id === id)).toEqual({ id, ...milano });
  const told = (await at.room.db.entry.findMany({ where: { chain: "house" }, orderBy: { seq: "asc" } })).filter(({ facts }) => JSON.stringify(facts).includes(id));
  expect(told.map((one) => one.name)).toEqual(["boutique.created", "boutique.removed", "boutique.putBack"]);
});

test("a time zone nobody knows is refused and leaves nothing behind", async () => {
  const boutiques = openBoutiques(at.room);
  const edit = at.steward.housePass("boutique.edit", "test");
  const before = await at.room.db.boutique.count();
  const entries = await at.room.db.entry.count();
  for (const zone of ["Europe/Atlantis", "", "x".repeat(500)]) {
    expect(boutiques.isZone(zone)).toBe(false);
    await expect(boutiques.create(edit, { ...milano, zone })).rejects.toThrow(RangeError);
  }
  expect(boutiques.isZone("Europe/Zurich")).toBe(true);
  expect(await at.room.db.boutique.count()).toBe(before);
  expect(await at.room.db.entry.count()).toBe(entries);
});
