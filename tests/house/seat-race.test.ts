import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CastHouse } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";

let cast: CastHouse;
beforeAll(async () => {
  cast = await openCastHouse();
  await cast.house.events.openDoors(await cast.steward.pass(cast.eventIds.invited, "event.open", "test"));
});
afterAll(() => cast.close());

/** Lets nobody take a seat until it is let go: the very moment between the door's word and the seat. */
async function holdSeats() {
  const client = new pg.Client({ connectionString: cast.databaseUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query('LOCK TABLE "Seat" IN SHARE MODE');
  const isWaitedFor = async () =>
    (await client.query(`SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE c.relname = 'Seat' AND NOT l.granted`)).rowCount !== 0;
  return { isWaitedFor, letGo: () => client.query("COMMIT").then(() => client.end()) };
}

test.each(["remove", "withdraw"] as const)("%s while a tab is just sitting down: it does not sit", async (act) => {
  const { eventIds, guestIds, steward, house } = cast;
  const key = act === "remove" ? "sofia" : "haruka";
  const guestId = guestIds.get(key) ?? "";
  const { jar } = await cast.enter(key);
  const held = await holdSeats();
  const sitting = cast.wire(jar.cookie, { eventId: eventIds.invited }).then(
    () => "sits",
    (fault: Error) => fault.message,
  );
  await until(held.isWaitedFor);
  const taken =
    act === "remove"
      ? house.guests.remove(await steward.pass(eventIds.invited, "guest.remove", "test"), guestId)
      : house.guests.withdraw(await steward.pass(eventIds.invited, "guest.invite", "test"), guestId);
  await new Promise((resolve) => setTimeout(resolve, 150)); // it holds in memory at once, whatever the database does
  await held.letGo();
  await taken;
  expect(await sitting).toBe("refused");
  expect(house.seating.seats({ guestId })).toEqual([]);
});
