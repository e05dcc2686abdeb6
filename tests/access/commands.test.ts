import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ability } from "#contracts/abilities.ts";
import { commands } from "#contracts/commands.ts";
import { matrix } from "#tests/access/matrix.ts";
import type { Who } from "#tests/access/matrix.ts";
import type { CastHouse, Wire } from "#tests/house/open-house.ts";
import { openCastHouse, until } from "#tests/house/open-house.ts";
import { openFingerprint } from "#tests/access/crawl.ts";

/**
 * Every command, typed by hand: the ability it needs, and what is asked of it here. None of the ids exists, so that a
 * command that should not have passed says `gone` and not `notAllowed`.
 */
const lines: Record<string, { needs: Ability; ask: object }> = {
  "reaction.send": { needs: "reaction.send", ask: { reaction: "rose" } },
  "people.ask": { needs: "stage.watch", ask: {} },
  "chat.post": { needs: "chat.post", ask: { body: "Let me in" } },
  "chat.hide": { needs: "chat.moderate", ask: { lineId: "line_0000000000000000000000", isHidden: true } },
  "guest.mute": { needs: "guest.mute", ask: { guestId: "gst_0000000000000000000000", isMuted: true } },
  "guest.remove": { needs: "guest.remove", ask: { guestId: "gst_0000000000000000000000" } },
  "seat.here": { needs: "event.know", ask: {} },
  "seat.moveLook": { needs: "event.know", ask: { code: "23456789" } },
  "seat.move": { needs: "event.know", ask: { code: "23456789" } },
  "event.announce": { needs: "event.open", ask: {} },
  "event.openDoors": { needs: "event.open", ask: {} },
  "event.goLive": { needs: "event.open", ask: {} },
  "event.end": { needs: "event.end", ask: {} },
  "stage.ready": { needs: "stage.prepare", ask: { isReady: true } },
  "stage.bringOn": { needs: "stage.direct", ask: { seatId: "seat_0000000000000000000000" } },
  "stage.takeOff": { needs: "stage.direct", ask: { seatId: "seat_0000000000000000000000" } },
  "stage.reveal": { needs: "stage.direct", ask: { to: "everyone" } },
  "stage.curtain": { needs: "stage.direct", ask: { isDown: true } },
  "mark.ask": { needs: "call.join", ask: { lang: "en" } },
  "mark.broken": { needs: "call.join", ask: { how: "gone" } },
  "call.key": { needs: "call.join", ask: {} },
  "call.keyInForce": { needs: "stage.prepare", ask: { epoch: 1 } },
  "call.ticket": { needs: "call.join", ask: {} },
};

/** The names of a catalogue that have no line here, and the lines nobody asks for. */
function unproved(names: readonly string[]): string[] {
  const typed = Object.keys(lines);
  return [...names.filter((name) => !typed.includes(name)), ...typed.filter((name) => !names.includes(name))];
}

/** The cast as the hand-typed matrix knows them at the invited event. */
const people = {
  ines: "guest", adrien: "muted guest", kaori: "speaker", tablet: "device",
  elena: "owner", marc: "producer", beatrice: "host", luca: "moderator", meiLin: "advisor", anna: "analyst", grace: "staff of another event",
} as const satisfies Record<string, Who>;
type Key = keyof typeof people;
const staffKeys = ["elena", "marc", "beatrice", "luca", "meiLin", "anna", "grace"] as const;
const isStaff = (key: string): key is (typeof staffKeys)[number] => staffKeys.some((one) => one === key);

const mayOf = (who: Who, phase: "doors" | "live"): readonly Ability[] =>
  matrix.find((row) => row.who === who && (row.levels as readonly string[]).includes("invited"))?.may[phase] ?? [];
/** Nobody sits who could neither wait, watch, prepare nor see the desk. */
const sits = (who: Who, phase: "doors" | "live") =>
  mayOf(who, phase).some((one) => one === "lobby.wait" || one === "stage.watch" || one === "stage.prepare" || one === "desk.see");

let cast: CastHouse;
let eventId = "";
const cookies = new Map<string, string | null>();
let prove: () => Promise<string>;
beforeAll(async () => {
  cast = await openCastHouse();
  eventId = cast.eventIds.invited;
  for (const key of ["ines", "adrien", "kaori"]) cookies.set(key, (await cast.enter(key)).jar.cookie);
  for (const key of staffKeys) cookies.set(key, cast.staffCookie(key));
  const tablet = await cast.pairTablet(eventId, cast.boutiqueIds.milano);
  cookies.set("tablet", tablet.cookie);
  prove = tablet.prove;
  await cast.house.events.openDoors(await cast.steward.pass(eventId, "event.open", "test"));
  await cast.house.guests.mute(await cast.steward.pass(eventId, "guest.mute", "test"), cast.guestIds.get("adrien") ?? "", true);
});
afterAll(() => cast.close());

const sit = async (key: Key): Promise<Wire> => {
  const auth = { eventId, as: isStaff(key) ? ("staff" as const) : ("event" as const), ...(key === "tablet" ? { proof: await prove() } : {}) };
  return (await cast.wire(cookies.get(key) ?? null, auth)).socket;
};

describe("completeness", () => {
  test("every command of the catalogue has a line here, and needs what the line says", () => {
    expect(unproved(Object.keys(commands))).toEqual([]);
    for (const [name, { needs }] of Object.entries(commands)) expect(lines[name]?.needs, name).toBe(needs);
  });
  test("a command without a line is noticed, and so is a line without a command", () => {
    expect(unproved([...Object.keys(commands), "house.burn"])).toEqual(["house.burn"]);
    expect(unproved(Object.keys(commands).filter((name) => name !== "chat.post"))).toEqual(["chat.post"]);
  });
});

let sent = 0;
describe.each(["doors", "live"] as const)("in phase %s", (phase) => {
  beforeAll(async () => {
    if (phase === "live") await cast.house.events.goLive(await cast.steward.pass(eventId, "event.open", "test"));
  });

  const keys = Object.keys(people) as Key[];
  test.each(keys.filter((key) => sits(people[key], phase)))("%s is refused every command beyond what the matrix grants", async (key) => {
    const may = mayOf(people[key], phase);
    const socket = await sit(key);
    const before = await openFingerprint(cast.databaseUrl);
    const answers: Record<string, string> = {};
    for (const [name, { needs, ask }] of Object.entries(lines)) {
      if (may.includes(needs)) continue;
      const { ok, reason } = await cast.command(socket, name as never, ask);
      sent += 1;
      answers[name] = ok ? "done" : (reason ?? "");
    }
    const refused = Object.fromEntries(Object.keys(answers).map((name) => [name, expect.stringMatching(/^(notAllowed|notNow)$/)]));
    expect(answers).toEqual(refused);
    expect(await openFingerprint(cast.databaseUrl)).toEqual(before);
    expect(socket.connected).toBe(true);
    socket.disconnect();
  });

  test.each(keys.filter((key) => !sits(people[key], phase)))("%s has no seat from which to command", async (key) => {
    await expect(sit(key)).rejects.toThrow("refused");
  });

  test("strangers, a made-up cookie, the withdrawn link and an unproved tablet have none either", async () => {
    for (const cookie of [null, "x".repeat(43), cookies.get("tablet") ?? ""])
      for (const as of ["event", "staff"] as const) await expect(cast.wire(cookie, { eventId, as })).rejects.toThrow("refused");
    const outsider = cast.browser();
    expect((await outsider.post(cast.links.get("outsider") ?? "")).status).toBe(404);
    await expect(cast.wire(outsider.jar.cookie, { eventId })).rejects.toThrow("refused");
  });

  test("nobody commands from the other door of the same cookie", async () => {
    for (const key of ["ines", "kaori"] as const) await expect(cast.wire(cookies.get(key) ?? null, { eventId, as: "staff" })).rejects.toThrow("refused");
    for (const key of ["elena", "luca"] as const) await expect(cast.wire(cookies.get(key) ?? null, { eventId, as: "event" })).rejects.toThrow("refused");
  });
});

describe("the other side: who may, is not refused", () => {
  test("a refusal here is the door's and not the shape's", async () => {
    const [marc, luca, ines] = [await sit("marc"), await sit("luca"), await sit("ines")];
    const say = (socket: Wire, name: keyof typeof commands) => cast.command(socket, name, lines[name]?.ask);
    expect(await say(luca, "chat.hide")).toEqual({ ok: false, reason: "gone" });
    expect(await say(luca, "guest.mute")).toEqual({ ok: false, reason: "gone" });
    expect(await say(luca, "guest.remove")).toEqual({ ok: false, reason: "gone" });
    for (const name of ["stage.bringOn", "stage.takeOff"] as const) expect(await say(marc, name)).toEqual({ ok: false, reason: "gone" });
    for (const name of ["event.announce", "event.openDoors"] as const) expect(await say(marc, name)).toEqual({ ok: false, reason: "notNow" });
    expect(await say(marc, "stage.ready")).toMatchObject({ ok: true });
    expect(await say(ines, "call.ticket")).toEqual({ ok: false, reason: "noPicture" });
    expect(await say(ines, "chat.post")).toMatchObject({ ok: true });
    expect(await say(ines, "reaction.send")).toMatchObject({ ok: true });
    expect(await say(marc, "event.end")).toMatchObject({ ok: true, value: { phase: "ended" } });
    await until(() => !ines.connected);
    console.info(`${sent} commands of people who lack them were refused.`);
  });

  test("an event that ended a second ago gives no seat back and takes no command", async () => {
    await expect(sit("ines")).rejects.toThrow("refused");
    const desk = await sit("marc");
    for (const name of ["event.goLive", "event.openDoors", "event.end", "guest.remove", "stage.bringOn", "chat.post"] as const)
      expect(await cast.command(desk, name, lines[name]?.ask), name).toMatchObject({ ok: false, reason: expect.stringMatching(/^(notAllowed|notNow)$/) });
  });
});
