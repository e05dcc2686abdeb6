import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Audience } from "#contracts/audiences.ts";
import { audiences } from "#contracts/audiences.ts";
import type { NewsName } from "#contracts/news.ts";
import { news } from "#contracts/news.ts";
import { openAnnouncer } from "#server/infra/announce.ts";
import type { Seat } from "#server/seats/seat.ts";
import { tell } from "#server/seats/seat.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse } from "#tests/house/open-house.ts";

type Bodies = Partial<Record<Audience, readonly string[]>>;
/** A whole fact as the house could announce it, with more in it than anybody may hear. */
interface Line {
  fact: object;
  /** The keys each audience hears, typed by hand; nested ones as `onAir[].name`. */
  heard: Bodies;
}

const at = "2027-03-11T10:30:00.000Z";
const secret = { guestEmail: "ines.arnaud@mail.example", product: "The Hand That Winds the Night", token: "never" };
const tally = { bravo: 1, love: 2, wonder: 3, rose: 4, ...secret };
const tallyKeys = (at: string) => [at, `${at}.bravo`, `${at}.love`, `${at}.rose`, `${at}.wonder`];
const line = { id: "line_1", seq: 7, who: "Inès", place: "Milano", isStaff: false, body: "Che meraviglia", at };
const deskLine = { ...line, fullName: "Inès Arnaud", guestId: "gst_1", isHidden: false, isMuted: false, isRemoved: false, ...secret };

const lineKeys = ["at", "body", "id", "isStaff", "place", "seq", "who"];
const deskKeys = [...lineKeys, "fullName", "guestId", "isHidden", "isMuted", "isRemoved"];
const phaseKeys = ["at", "phase"];
const stageKeys = ["isCurtainDown", "liveAt", "onAir", "onAir[].identity", "onAir[].isSpeaker", "onAir[].name", "onAir[].since", "phase"];
const curtainKeys = ["at", "isDown"];
const shown = {
  ...secret,
  at,
  product: {
    isVeiled: false, names: { en: "Serene", it: "Serena", fr: "Sereine", de: "Heiter", ...secret }, price: "48 000 EUR", pictureId: "fil_1",
    files: [{ id: "fil_2", name: "Dossier.pdf", mime: "application/pdf", ...secret }], ...secret,
  },
};
const shownKeys = [
  "at", "product", "product.files", "product.files[].id", "product.files[].mime", "product.files[].name", "product.isVeiled",
  "product.names", "product.names.de", "product.names.en", "product.names.fr", "product.names.it", "product.pictureId", "product.price",
];
const addedKeys = ["at", ...tallyKeys("added")];
const room = (keys: readonly string[]) => ({ "room.veiled": keys, "room.full": keys });

const lines: Record<string, Line> = {
  "seat.taken": {
    fact: { seatId: "seat_1", may: ["chat.read"], phase: "live", hasPicture: true, isEncrypted: false, lens: "veiled", isCurtainDown: true, eventId: "ev_1", ...secret },
    heard: { self: ["hasPicture", "isCurtainDown", "isEncrypted", "lens", "may", "phase", "seatId"] },
  },
  "seat.changed": { fact: { may: ["chat.read"], phase: "live", ...secret }, heard: { self: ["may", "phase"] } },
  "seat.ended": { fact: { why: "removed", by: "Luca Benedetti", ...secret }, heard: { self: ["why"] } },
  "phase.changed": {
    fact: { phase: "live", at, title: "The Hand That Winds the Night", ...secret },
    heard: { lobby: phaseKeys, ...room(phaseKeys), backstage: phaseKeys, devices: phaseKeys, studio: phaseKeys },
  },
  "stage.changed": {
    fact: { phase: "live", liveAt: at, isCurtainDown: false, onAir: [{ identity: "p_1", name: "Kaori", isSpeaker: true, since: at, seatId: "seat_1", ...secret }], ...secret },
    heard: { ...room(stageKeys), backstage: stageKeys, devices: stageKeys, studio: stageKeys },
  },
  "curtain.changed": {
    fact: { isDown: true, at, by: "Marc Aubin", ...secret },
    heard: { lobby: curtainKeys, ...room(curtainKeys), backstage: curtainKeys, devices: curtainKeys, studio: curtainKeys },
  },
  // Never the lobby and never the veiled room: whoever hears it reads the piece.
  "stage.revealed": { fact: shown, heard: { "room.full": shownKeys, backstage: shownKeys, devices: shownKeys, studio: shownKeys } },
  "stage.shownEarly": { fact: shown, heard: { self: shownKeys } },
  "reveal.changed": { fact: { earlyAt: at, at: null, names: ["never"], ...secret }, heard: { studio: ["at", "earlyAt"] } },
  "air.changed": { fact: { isReady: true, isOnAir: true, since: at, ...secret }, heard: { self: ["isOnAir", "isReady", "since"] } },
  "backstage.changed": {
    fact: {
      people: [
        { seatId: "seat_1", name: "Kaori Ishida", kind: "speaker", isReady: true, hasCamera: true, hasMicrophone: true, isOnAir: false, isUnderCurtain: true, since: null, expectedAt: at, guestId: "gst_1", ...secret },
      ],
      ...secret,
    },
    heard: {
      studio: [
        "people", "people[].expectedAt", "people[].hasCamera", "people[].hasMicrophone", "people[].isOnAir", "people[].isReady", "people[].isUnderCurtain", "people[].kind",
        "people[].name", "people[].seatId", "people[].since",
      ],
    },
  },
  "door.knocked": { fact: { at, browser: "Safari, iPhone", isMove: true, name: "Inès Arnaud", ...secret }, heard: { self: ["at", "browser", "isMove"] } },
  "mark.changed": { fact: { ...secret }, heard: { self: [] } },
  // The number alone: a key is only ever the answer to a seat's own command.
  "call.epoch": { fact: { epoch: 7, key: "never", ...secret }, heard: { self: ["epoch"] } },
  "call.moved": { fact: { call: "call_1", ...secret }, heard: { self: [] } },
  "tally.counted": {
    fact: { at: 1, added: tally, places: { online: tally }, ...secret },
    heard: {
      ...room(addedKeys), devices: addedKeys, backstage: addedKeys,
      studio: [...addedKeys, "places", ...tallyKeys("places.online")],
    },
  },
  "attendance.changed": {
    fact: { online: 3, lobby: 2, boutiques: [{ id: "btq_1", name: "Aurelle Milano", tablets: 1, ...secret }], total: 6, names: ["Inès"], ...secret },
    heard: { studio: ["boutiques", "boutiques[].id", "boutiques[].name", "boutiques[].tablets", "lobby", "online", "total"] },
  },
  "chat.mine": { fact: { id: "line_1", guestId: "gst_1", ...secret }, heard: { self: ["id"] } },
  "chat.posted": { fact: deskLine, heard: { ...room(lineKeys), backstage: lineKeys, moderators: deskKeys } },
  "chat.hidden": { fact: { id: "line_1", isHidden: true, by: "Luca", ...secret }, heard: { ...room(["id"]), backstage: ["id"], moderators: ["id", "isHidden"] } },
  "chat.shown": { fact: deskLine, heard: { ...room(lineKeys), backstage: lineKeys, moderators: deskKeys } },
  "guest.changed": {
    fact: { guestId: "gst_1", isMuted: true, isRemoved: false, fullName: "Inès Arnaud", by: "Luca", ...secret },
    heard: { moderators: ["guestId", "isMuted", "isRemoved"] },
  },
};

/** The names of a catalogue that have no line here, and the lines nobody says. */
function unproved(names: readonly string[]): string[] {
  const typed = Object.keys(lines);
  return [...names.filter((name) => !typed.includes(name)), ...typed.filter((name) => !names.includes(name))];
}

function keysOf(body: unknown, path = ""): string[] {
  if (Array.isArray(body)) return body.flatMap((one) => keysOf(one, `${path}[]`));
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([key, inner]) => {
    const here = path ? `${path}.${key}` : key;
    return [here, ...keysOf(inner, here)];
  });
}
/** The fact cut down to the keys an audience may hear: what the body must be, value by value. */
function cut(fact: unknown, keys: readonly string[], path = ""): unknown {
  if (Array.isArray(fact)) return fact.map((one) => cut(one, keys, `${path}[]`));
  if (typeof fact !== "object" || fact === null) return fact;
  const at = (key: string) => (path ? `${path}.${key}` : key);
  return Object.fromEntries(Object.entries(fact).flatMap(([key, inner]) => (keys.includes(at(key)) ? [[key, cut(inner, keys, at(key))]] : [])));
}
const announced = Object.entries(lines).filter(([, { heard }]) => !("self" in heard));

describe("completeness", () => {
  test("every news of the catalogue has a line here, for exactly its audiences", () => {
    expect(unproved(Object.keys(news))).toEqual([]);
    for (const [name, bodies] of Object.entries(news)) expect(Object.keys(bodies).sort(), name).toEqual(Object.keys(lines[name]?.heard ?? {}).sort());
  });
  test("news without a line are noticed, and a line without news", () => {
    expect(unproved([...Object.keys(news), "guest.betrayed"])).toEqual(["guest.betrayed"]);
    expect(unproved(Object.keys(news).filter((name) => name !== "chat.hidden"))).toEqual(["chat.hidden"]);
  });
});

describe("each audience hears its own body, and nothing the schema does not name", () => {
  test.each(Object.entries(lines))("%s", (name, { fact, heard }) => {
    const carried = new Map<Audience, unknown>();
    const announcer = openAnnouncer();
    announcer.carriedBy((_eventId, audience, _name, body) => void carried.set(audience, body));
    const self = { line: { emit: (_name: string, body: unknown) => carried.set("self", body) } } as unknown as Seat;
    if ("self" in heard) tell(self, name as NewsName, fact as never);
    announcer.announce("ev_1", name as NewsName, fact as never);
    expect([...carried.keys()].sort()).toEqual(Object.keys(heard).sort());
    for (const audience of audiences) {
      const keys = heard[audience];
      if (!keys) continue;
      expect(keysOf(carried.get(audience)).sort(), audience).toEqual([...keys].sort());
      expect(carried.get(audience), audience).toEqual(cut(fact, keys));
    }
    expect(JSON.stringify([...carried])).not.toMatch(/never|mail\.example|Winds the Night/);
  });
});

/** Where each of the cast listens at the invited event, typed by hand. Somebody of two audiences hears the fuller body, once. */
const places = {
  doors: {
    ines: ["lobby"], camille: ["lobby"], tablet: ["devices"], kaori: ["backstage"],
    elena: ["studio"], marc: ["studio"], beatrice: ["studio"], luca: ["studio"], meiLin: ["room.full"],
  },
  live: {
    ines: ["room.full"], camille: ["room.full"], tablet: ["devices"], kaori: ["backstage"],
    elena: ["studio", "moderators"], marc: ["studio", "moderators"], beatrice: ["studio", "backstage"], luca: ["studio", "moderators"], meiLin: ["room.full"],
  },
} as const satisfies Record<string, Record<string, readonly Audience[]>>;
type Listener = keyof (typeof places)["live"];
const listeners = Object.keys(places.live) as Listener[];
/** People who sit at the open event and must hear nothing of the other. */
const elsewhere = ["zoe", "grace", "marcAtTheOther"] as const;

let cast: CastHouse;
const ears = new Map<string, { socket: Wire; said: { name: string; body: unknown }[] }>();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function listen(key: string, cookie: string | null, auth: Parameters<CastHouse["wire"]>[1]): Promise<void> {
  const { socket } = await cast.wire(cookie, auth);
  const said: { name: string; body: unknown }[] = [];
  socket.onAny((name: string, body: unknown) => void said.push({ name, body }));
  ears.set(key, { socket, said });
}
/** After this every socket has received what was sent to it before: its own refusal came behind. */
const flush = () => Promise.all([...ears.values()].map(({ socket }) => cast.command(socket, "chat.hide", { lineId: 5 })));

beforeAll(async () => {
  cast = await openCastHouse();
  const { eventIds, steward, house } = cast;
  for (const eventId of Object.values(eventIds)) await house.events.openDoors(await steward.pass(eventId, "event.open", "test"));
  const eventId = eventIds.invited;
  const tablet = await cast.pairTablet(eventId, cast.boutiqueIds.milano);
  for (const key of ["ines", "camille", "kaori"] as const) await listen(key, (await cast.enter(key)).jar.cookie, { eventId });
  await listen("tablet", tablet.cookie, { eventId, proof: await tablet.prove() });
  for (const key of ["elena", "marc", "beatrice", "luca", "meiLin"] as const) await listen(key, cast.staffCookie(key), { eventId, as: "staff" });
  const zoe = cast.browser();
  await zoe.post(`/e/${(await house.events.listOpen())[0]?.slug ?? ""}`, { name: "Zoe" });
  await listen("zoe", zoe.jar.cookie, { eventId: eventIds.open });
  await listen("grace", cast.staffCookie("grace"), { eventId: eventIds.open, as: "staff" });
  await listen("marcAtTheOther", cast.staffCookie("marc"), { eventId: eventIds.open, as: "staff" });
});
afterAll(() => cast.close());

describe.each(["doors", "live"] as const)("real sockets, phase %s", (phase) => {
  beforeAll(async () => {
    if (phase === "live") await cast.house.events.goLive(await cast.steward.pass(cast.eventIds.invited, "event.open", "test"));
    await sleep(600); // what the seats and the phase themselves make known is over
    await flush();
  });

  test.each(announced)("%s: everyone of its audiences hears it once, nobody else hears anything", async (name, { fact, heard }) => {
    for (const { said } of ears.values()) said.length = 0;
    cast.house.announcer.announce(cast.eventIds.invited, name as NewsName, fact as never);
    await flush();
    for (const key of listeners) {
      const bodies = places[phase][key].flatMap((audience) => (heard[audience] ? [cut(fact, heard[audience])] : []));
      bodies.sort((a, b) => keysOf(b).length - keysOf(a).length);
      expect(ears.get(key)?.said, key).toEqual(bodies.slice(0, 1).map((body) => ({ name, body })));
    }
    for (const key of elsewhere) expect(ears.get(key)?.said, key).toEqual([]);
  });
});

test("a seat that ended hears nothing more", async () => {
  const ines = ears.get("ines");
  await cast.house.guests.remove(await cast.steward.pass(cast.eventIds.invited, "guest.remove", "test"), cast.guestIds.get("ines") ?? "");
  await sleep(300);
  expect(ines?.said.at(-1)).toEqual({ name: "seat.ended", body: { why: "removed" } });
  const count = ines?.said.length;
  cast.house.announcer.announce(cast.eventIds.invited, "chat.posted", lines["chat.posted"]?.fact as never);
  await sleep(200);
  expect(ines?.said.length).toBe(count);
});
