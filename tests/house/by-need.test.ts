import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "#contracts/staff.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openChat } from "#server/chat/chat.ts";
import { newId } from "#server/infra/ids.ts";
import { openBrowserKeys } from "#server/keys/keys.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

let launch: Awaited<ReturnType<typeof openLaunch>>;
let chat: ReturnType<typeof openChat>;
let owner: Visitor;
beforeAll(async () => {
  launch = await openLaunch();
  chat = openChat(launch.room, { seatsOf: () => [], onFault: () => {} });
  owner = await somebody("Olivia", "owner");
});
afterAll(() => launch.close());

/** Staff who proved themselves again a moment ago. */
async function somebody(name: string, ...roles: Role[]): Promise<Visitor> {
  const found = await launch.staff(name, ...roles);
  return { ...found, staff: { ...found.staff, roles, isNarrowed: false, onlyEvents: [], language: "en", isStrong: true, isSteppedUp: true } };
}
const readings = async (eventId: string) =>
  (await launch.room.db.entry.findMany({ where: { chain: eventId, name: "content.read", actor: { path: ["kind"], equals: "staff" } }, orderBy: { seq: "asc" } })).map(
    ({ actor, facts }) => ({ actor, facts }),
  );

describe("C7: what staff read of a sealed event is recorded", () => {
  const read = async (eventId: string, who = owner) => {
    await launch.guests.list(await launch.as(who, eventId, "guest.list"));
    await chat.latest(await launch.as(who, eventId, "chat.read"));
    await chat.desk(await launch.as(who, eventId, "chat.moderate"));
    const letter = await launch.room.db.letter.findFirst({ where: { eventId } });
    if (letter) await launch.mail.read(await launch.as(who, eventId, "letter.read"), letter.id);
  };

  test("guests, letters and chat, by whom and of what, and nothing of what stood there", async () => {
    const eventId = await launch.event({ level: "sealed", phase: "live" });
    await launch.invite(owner, eventId, "Inès Arnaud", "ines@mail.example");
    await read(eventId);
    const actor = { kind: "staff", id: owner.staff?.id };
    expect(await readings(eventId)).toEqual(["guests", "chat", "chat", "letter"].map((of) => ({ actor, facts: { of } })));
    expect(JSON.stringify(await launch.room.db.entry.findMany({ where: { chain: eventId } }))).not.toMatch(/Arnaud|mail\.example|Notturno/);
  });

  test.each(["open", "invited", "confidential"] as const)("not at %s", async (level) => {
    const eventId = await launch.event({ level, phase: "live" });
    await read(eventId);
    expect(await readings(eventId)).toEqual([]);
  });

  test("where it cannot be recorded, it is not read", async () => {
    const eventId = await launch.event({ level: "sealed", phase: "live" });
    const passes = { list: await launch.as(owner, eventId, "guest.list"), chat: await launch.as(owner, eventId, "chat.read") };
    await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT no_more CHECK (name <> 'content.read') NOT VALID`);
    await expect(launch.guests.list(passes.list)).rejects.toThrow();
    await expect(chat.latest(passes.chat)).rejects.toThrow();
    await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT no_more`);
    expect(await launch.guests.list(passes.list)).toEqual([]);
  });
});

describe("C7: by need", () => {
  test("an advisor reads own clients' rows, letters' keys and codes, and nobody else's", async () => {
    const [meiLin, other] = [await somebody("Mei Lin", "advisor"), await somebody("Paolo", "advisor")];
    const eventId = await launch.event({ level: "invited", phase: "announced" });
    const mine = await launch.invite(meiLin, eventId, "Marc Vidal", "marc@mail.example");
    const hers = await launch.invite(other, eventId, "Inès Arnaud", "ines2@mail.example");
    for (const guestId of [mine.guestId, hers.guestId]) {
      const { sessionId } = await launch.sessions.begin("a phone of somebody");
      await launch.room.db.guestKey.create({ data: { id: newId("guest"), eventId, guestId, sessionId, kind: "software", publicKey: new Uint8Array(1) } });
    }
    const keys = openBrowserKeys(launch.room, launch.sessions);
    expect((await launch.guests.list(await launch.as(meiLin, eventId, "guest.list"))).map(({ name }) => name)).toEqual(["Marc Vidal"]);
    expect((await keys.list(await launch.as(meiLin, eventId, "code.give"))).map(({ guestId }) => guestId)).toEqual([mine.guestId]);
    expect((await keys.list(await launch.as(owner, eventId, "code.give"))).map(({ guestId }) => guestId).sort()).toEqual([mine.guestId, hers.guestId].sort());
  });

  test("an analyst is let to the numbers alone", async () => {
    const analyst = await somebody("Anna", "analyst");
    const eventId = await launch.event({ level: "confidential", phase: "live" });
    for (const ability of ["numbers.see", "event.know"] as const) await expect(launch.as(analyst, eventId, ability)).resolves.toBeDefined();
    for (const ability of ["guest.list", "letter.read", "chat.read", "product.see", "stage.watch", "code.give", "event.edit", "consent.give"] as const)
      await expect(launch.as(analyst, eventId, ability)).rejects.toThrow();
  });

  test("somebody narrowed to events finds no other, in no way", async () => {
    const [theirs, another] = [await launch.event({ level: "invited" }), await launch.event({ level: "invited" })];
    const partner = await somebody("Grace", "owner");
    const narrowed: Visitor = { ...partner, staff: partner.staff && { ...partner.staff, isNarrowed: true, onlyEvents: [theirs] } };
    await expect(launch.as(narrowed, theirs, "guest.list")).resolves.toBeDefined();
    await expect(launch.as(narrowed, another, "event.know")).rejects.toThrow();
    for (const ability of ["staff.invite", "outbox.read", "audit.read", "owner.confirm", "event.create"] as const)
      expect(() => launch.door.admitHouse(narrowed, ability)).toThrow();
  });

  test("weak staff do nothing at confidential and sealed events, and are told why", async () => {
    const weak: Visitor = { ...owner, staff: owner.staff && { ...owner.staff, isStrong: false, isSteppedUp: false } };
    for (const level of ["confidential", "sealed"] as const) {
      const eventId = await launch.event({ level, phase: "live" });
      for (const ability of ["guest.list", "letter.read", "desk.see", "numbers.see", "event.edit", "event.end"] as const)
        await expect(launch.as(weak, eventId, ability)).rejects.toMatchObject({ why: "secondProof" });
    }
  });
});
