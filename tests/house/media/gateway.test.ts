import { dispose } from "@livekit/rtc-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cameraWish, joinQuery, meddle, sitDown, speakRaw, stepUp } from "./people.ts";
import { hasMediaServer, openStage, pause, until } from "./stage.ts";
import type { Stage } from "./stage.ts";

describe.skipIf(!hasMediaServer)("the door to the media server", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    await stage.close();
    await dispose();
  });
  const counted = (what: string): number => stage.counts.get(what) ?? 0;
  const statusOf = async (seatId: string, headers: Record<string, string>, query = joinQuery()): Promise<string> => {
    const { WebSocket } = await import("ws");
    return new Promise((resolve) => {
      const socket = new WebSocket(`${stage.url(seatId)}/rtc/v1?${query}`, { headers });
      socket.on("unexpected-response", (_request, response) => {
        const shown = JSON.stringify([response.statusCode, Object.keys(response.headers).sort()]);
        response.resume();
        resolve(shown);
        socket.terminate();
      });
      socket.on("open", () => {
        resolve("open");
        socket.terminate();
      });
      socket.on("error", () => {});
    });
  };

  it("takes a media ticket without Origin, a cookie with our Origin, and nothing else", async () => {
    const { seatId, ticket } = stage.seat();
    const ours = `http://127.0.0.1:${stage.port}`;
    expect(await statusOf(seatId, { authorization: `Bearer ${ticket}` })).toBe("open");
    expect(await statusOf(seatId, { origin: ours, cookie: `seat=${ticket}` })).toBe("open");
    const refused = '[404,["connection","content-length"]]';
    expect(await statusOf(seatId, {})).toBe(refused);
    expect(await statusOf(seatId, { cookie: `seat=${ticket}` })).toBe(refused);
    expect(await statusOf(seatId, { origin: "https://elsewhere.example", cookie: `seat=${ticket}` })).toBe(refused);
    expect(await statusOf(seatId, { origin: ours, authorization: `Bearer ${ticket}` })).toBe(refused);
    expect(await statusOf(seatId, { authorization: `Bearer ${stage.seat().ticket}` })).toBe(refused);
    expect(await statusOf(`seat_${"x".repeat(24)}`, { authorization: `Bearer ${ticket}` })).toBe(refused);
    expect(await statusOf(seatId, { authorization: `Bearer ${ticket}` }, "join_request=zzzz")).toBe(refused);
    expect(await statusOf(seatId, { authorization: `Bearer ${ticket}` }, "access_token=x")).toBe(refused);
  });

  it("answers the validation question alike for a seat and for a made-up one", async () => {
    const { seatId } = stage.seat();
    const ask = async (id: string): Promise<string> => {
      const response = await fetch(`http://127.0.0.1:${stage.port}/media/${id}/rtc/v1/validate?access_token=x`);
      return JSON.stringify([response.status, await response.text(), response.headers.get("content-length")]);
    };
    expect(await ask(seatId)).toBe(await ask(`seat_${"y".repeat(24)}`));
    expect(JSON.parse(await ask("seat_short"))[0]).toBe(404);
  });

  it("G1: one text frame closes both sides", async () => {
    const seat = stage.seat(["camera"]);
    const raw = await speakRaw(stage, seat);
    await until(() => raw.of("join").length === 1, "the join");
    raw.text('{"ping":"1"}');
    await until(raw.isClosed, "the line to be closed");
    expect(raw.texts).toEqual([]);
    expect(counted("text_frame")).toBe(1);
    const again = await speakRaw(stage, seat); // a new line is binary again
    await until(() => again.of("join").length === 1, "the join");
    again.close();
  });

  it("G2: what is not in the tables goes no further, in both directions", async () => {
    const seat = stage.seat(["camera"]);
    const raw = await speakRaw(stage, seat);
    await until(() => raw.of("join").length === 1, "the join");
    const before = counted("request_filtered");
    const metadata = { name: "Ada", metadata: "m", attributes: { a: "b" }, requestId: 7 };
    raw.say({ case: "updateMetadata", value: metadata } as never);
    raw.say({ case: "simulate", value: { scenario: { case: "nodeFailure", value: true } } } as never);
    raw.say({ case: "subscriptionPermission", value: { allParticipants: false } } as never);
    raw.say({ case: "publishDataTrackRequest", value: { pubHandle: 1, name: "x" } } as never);
    raw.say({ case: "pingReq", value: { timestamp: 5n, rtt: 1n } } as never);
    await until(() => raw.of("pongResp").length > 0, "the answer to a ping");
    expect(counted("request_filtered") - before).toBe(4);
    expect(raw.of("requestResponse")).toEqual([]);
    const present = await stage.media.participants(seat.seat.call);
    expect(present.ok && present.value.some(({ identity }) => identity === seat.seat.identity)).toBe(true);

    const filtered = counted("answer_filtered");
    await stage.media.setPermission(seat.seat.call, { identity: seat.seat.identity, speaks: false });
    await until(() => counted("answer_filtered") > filtered, "a refreshed token to be held back");
    expect(raw.of("refreshToken")).toEqual([]);
    expect(raw.of("roomMoved")).toEqual([]);
    expect(Buffer.concat(raw.answers.map((answer) => answer.toBinary())).includes("eyJ")).toBe(false);
    raw.close();
  });

  it("G2: malformed bytes and floods end the line, not the house", async () => {
    const seat = stage.seat();
    const raw = await speakRaw(stage, seat);
    raw.bytes(new Uint8Array([255, 255, 255, 255, 7]));
    await until(raw.isClosed, "the malformed line to be closed");
    const flooding = await speakRaw(stage, seat);
    for (let wish = 0; wish < 1_000; wish += 1) flooding.say({ case: "ping", value: 1n });
    await until(flooding.isClosed, "the flooding line to be closed");
    expect(counted("flood")).toBe(1);
    const huge = await speakRaw(stage, seat);
    huge.bytes(new Uint8Array(70_000));
    await until(huge.isClosed, "the oversized line to be closed");
  });

  it("G3: nothing of the client's query but the rebuilt join reaches the media server", async () => {
    const seat = stage.seat(["camera"]);
    const wish = { metadata: "secret", participantAttributes: { who: "Ada" } };
    const raw = await speakRaw(stage, seat, `${joinQuery(wish)}&publish=ghost&reconnect=1&attributes=e30=`);
    await until(() => raw.of("join").length === 1, "the join");
    const present = await stage.media.participants(seat.seat.call);
    const identities = present.ok ? present.value.map(({ identity }) => identity) : [];
    expect(identities).toContain(seat.seat.identity);
    expect(identities.filter((identity) => identity.includes("#"))).toEqual([]);
    const join = raw.of("join")[0]?.message;
    if (join?.case !== "join") throw new Error("no join");
    expect(join.value.participant).toMatchObject({ name: "", metadata: "", attributes: {} });
    raw.close();
  });

  it("G3: a viewer smuggles no track into the join", async () => {
    const seat = stage.seat();
    const refused = counted("answer_filtered");
    const raw = await speakRaw(stage, seat, joinQuery({ addTrackRequests: [cameraWish()] }, false));
    await until(() => raw.of("join").length === 1, "the join");
    raw.say({ case: "addTrack", value: cameraWish({ cid: "cam-2" }) });
    await until(() => raw.of("requestResponse").length === 1, "the refusal");
    await pause(150);
    expect(raw.of("trackPublished")).toEqual([]);
    expect(raw.of("requestResponse")).toHaveLength(1); // ours; the media server heard of neither wish
    expect(counted("answer_filtered")).toBeGreaterThanOrEqual(refused);
    raw.close();
  });

  it("G4: a speaker publishes its own sources, once each, muted and nameless, in the join as later", async () => {
    const seat = stage.seat(["camera"]);
    const smuggled = [
      cameraWish({ muted: false, stream: "Ada" }),
      cameraWish({ cid: "cam-2" }),
      cameraWish({ cid: "screen", source: 3 }),
      cameraWish({ cid: "mic", source: 2, type: 0 }),
    ];
    const raw = await speakRaw(stage, seat, joinQuery({ addTrackRequests: smuggled.slice(0, 1) }));
    await until(() => raw.of("trackPublished").length === 1, "the camera");
    for (const value of smuggled.slice(2)) raw.say({ case: "addTrack", value });
    raw.say({ case: "addTrack", value: cameraWish({ cid: "lie", source: 1, type: 0 }) });
    await until(() => raw.of("requestResponse").length === 3, "three refusals");
    const published = raw.of("trackPublished")[0]?.message;
    if (published?.case !== "trackPublished") throw new Error("no track");
    expect(published.value.track).toMatchObject({ muted: true, name: "camera", stream: "camera" });
    expect(raw.of("trackPublished")).toHaveLength(1);
    raw.close();
  });

  it("G4: a second camera is refused while the first is there, and welcome once that is given up", async () => {
    const seat = stage.seat(["camera"]);
    const client = await meddle(stage);
    const host = await stepUp(client.url(seat.seatId), seat.ticket);
    const first = await host.publish();
    await until(() => stage.gateway.tracks(seat.seatId).length === 1, "the house to know the camera");
    const before = counted("track_refused");
    client.say({ case: "addTrack", value: cameraWish({ cid: "cam-2" }) });
    client.say({ case: "addTrack", value: cameraWish({ cid: "screen", source: 3 }) });
    await until(() => counted("track_refused") === before + 2, "both to be refused");
    await host.unpublish(first.sid ?? "");
    const next = await host.publish(); // at once: the house waits for the first one's end
    expect(next.sid).not.toBe(first.sid);
    await until(() => stage.gateway.tracks(seat.seatId)[0]?.sid === next.sid, "the house to know the new one");
    const present = await stage.media.participants(seat.seat.call);
    const own = present.ok ? present.value.find(({ identity }) => identity === seat.seat.identity) : undefined;
    expect(own?.tracks).toEqual([{ sid: next.sid, source: "camera", isMuted: true, isEncrypted: false }]);
    await host.leave();
    client.close();
  });

  it("G5: no STUN or TURN server of anybody reaches the browser, at the join or the resume", async () => {
    const seat = stage.seat();
    const raw = await speakRaw(stage, seat);
    await until(() => raw.of("join").length === 1, "the join");
    const join = raw.of("join")[0]?.message;
    if (join?.case !== "join") throw new Error("no join");
    expect(join.value.iceServers).toEqual([]);
    expect(join.value.alternativeUrl).toBe("");
    const participantSid = join.value.participant?.sid ?? "";
    const again = await speakRaw(stage, seat, joinQuery({ reconnect: true, participantSid }));
    await until(() => again.of("reconnect").length === 1, "the resume");
    const resumed = again.of("reconnect")[0]?.message;
    if (resumed?.case !== "reconnect") throw new Error("no resume");
    expect(resumed.value.iceServers).toEqual([]);
    const all = Buffer.concat([...raw.answers, ...again.answers].map((answer) => answer.toBinary()));
    expect(/stun:|turn:|twilio|google/.test(all.toString("latin1"))).toBe(false);
    await until(raw.isClosed, "the older line to be replaced");
    again.close();
  });

  it("one line per seat: an older page of the seat is told, and cannot take over the newer one's session", async () => {
    const seat = stage.seat();
    const older = await speakRaw(stage, seat);
    await until(() => older.of("join").length === 1, "the older page's join");
    const join = older.of("join")[0]?.message;
    const participantSid = join?.case === "join" ? (join.value.participant?.sid ?? "") : "";
    const newer = await speakRaw(stage, seat);
    await until(() => newer.of("join").length === 1 && older.isClosed(), "the newer page to replace it");
    const leave = older.of("leave").at(-1)?.message;
    expect(leave?.case === "leave" && [leave.value.action, leave.value.reason]).toEqual([0, 2]); // go, another has your seat
    const stubborn = await speakRaw(stage, seat, joinQuery({ reconnect: true, participantSid }));
    await until(stubborn.isClosed, "its resume to be refused");
    expect(stubborn.of("reconnect")).toEqual([]);
    expect(stubborn.of("leave")).toHaveLength(1);
    expect(newer.isClosed()).toBe(false);
    newer.close();
  });

  it("G6 and G7: a token of five seconds that says everything, and nothing about anyone", async () => {
    const viewer = stage.seat();
    const speaker = stage.seat(["microphone"]);
    const claimsOf = async (seat: typeof viewer): Promise<Record<string, unknown>> => {
      const token = await stage.media.token(seat.seat);
      return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    };
    const claims = await claimsOf(viewer);
    expect(claims.video).toMatchObject({
      roomJoin: true,
      room: viewer.seat.call,
      canPublish: false,
      canPublishSources: [],
      canSubscribe: true,
      canPublishData: false,
      canUpdateOwnMetadata: false,
      hidden: true,
    });
    expect((await claimsOf(speaker)).video).toMatchObject({ canPublish: true, canPublishSources: ["microphone"], hidden: false });
    expect([claims.name, claims.metadata, claims.attributes]).toEqual([undefined, undefined, undefined]);
    expect(Number(claims.exp) - Number(claims.nbf)).toBeLessThanOrEqual(5);
    expect(viewer.seat.identity).toMatch(/^p_[\w-]{22}$/);
    expect(viewer.seat.call).toMatch(/^call_[\w-]{22}$/);
    expect(viewer.seat.identity).not.toContain(viewer.seatId.slice(5));
  });

  it("G6: a speaker's data packets reach nobody", async () => {
    const [host, guest] = [stage.seat(["camera"]), stage.seat()];
    const up = await stepUp(stage.url(host.seatId), host.ticket);
    const down = await sitDown(stage.url(guest.seatId), guest.ticket);
    const received: unknown[] = [];
    down.room.on("dataReceived", (payload) => void received.push(payload));
    await up.publish();
    const said = await up.room.localParticipant
      ?.publishData(Buffer.from("hello"), { reliable: true, topic: "x" })
      .then(() => "sent", () => "refused");
    await pause(600);
    expect(received).toEqual([]);
    expect(["sent", "refused"]).toContain(said);
    await up.leave();
    await down.leave();
  });

  it.each(["end", "fade"] as const)("G8: a seat whose right goes (%s) while its line opens gets none", async (how) => {
    const seat = stage.seat();
    const headers = { authorization: `Bearer ${seat.ticket}` };
    stage.whileOpening(seat[how]);
    expect(await statusOf(seat.seatId, headers)).toContain("404");
    stage.whileOpening(() => {});
    expect(await statusOf(seat.seatId, headers)).toContain("404");
  });

  it("G8: at most so many lines per seat and minute", async () => {
    const seat = stage.seat();
    const answers: string[] = [];
    for (let line = 0; line < 45; line += 1) answers.push(await statusOf(seat.seatId, { authorization: `Bearer ${seat.ticket}` }));
    expect(answers.filter((answer) => answer === "open")).toHaveLength(40);
    expect(counted("too_many_lines")).toBe(5);
  });

  it("leaves no line behind", async () => {
    await until(() => stage.gateway.openSignals() === 0, "all lines to be closed");
  });
});
