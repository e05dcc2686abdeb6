import { AddTrackRequest, Encryption_Type, JoinResponse, ParticipantInfo, ParticipantUpdate, SignalResponse, TrackInfo, TrackSource, TrackType } from "@livekit/protocol";
import { describe, expect, test } from "vitest";
import { mayReachBrowser, noteAnswer, permittedTrack } from "#server/http/video-signal.ts";
import type { Ledger } from "#server/http/video-signal.ts";
import type { MediaSeat } from "#server/video/seat.ts";

const seat = (isEncrypted: boolean): MediaSeat => ({
  ...{ seatId: "seat_1", call: "call_1", identity: "p_1", speaks: { sources: ["camera", "microphone"] } },
  held: () => true,
  isEncrypted: () => isEncrypted,
  isLive: () => true,
  onEnd: () => () => {},
});
const camera = (encryption: Encryption_Type) => new AddTrackRequest({ cid: "c", type: TrackType.VIDEO, source: TrackSource.CAMERA, encryption });
const track = (sid: string, encryption: Encryption_Type) => new TrackInfo({ sid, encryption });
const someone = () => new ParticipantInfo({ identity: "p_2", tracks: [track("TR_plain", Encryption_Type.NONE), track("TR_custom", Encryption_Type.CUSTOM), track("TR_good", Encryption_Type.GCM)] });

describe("what an encrypted call lets through", () => {
  test("a wish to publish must say that it is encrypted, and how", () => {
    for (const encryption of [Encryption_Type.NONE, Encryption_Type.CUSTOM]) expect(permittedTrack(camera(encryption), seat(true), new Map())).toBeNull();
    expect(permittedTrack(camera(Encryption_Type.GCM), seat(true), new Map())).toMatchObject({ encryption: Encryption_Type.GCM, muted: true });
    expect(permittedTrack(camera(Encryption_Type.NONE), seat(false), new Map())).not.toBeNull();
  });

  test("others' tracks that are not encrypted are not there for a browser", () => {
    const join = new SignalResponse({ message: { case: "join", value: new JoinResponse({ otherParticipants: [someone()] }) } });
    const update = new SignalResponse({ message: { case: "update", value: new ParticipantUpdate({ participants: [someone()] }) } });
    for (const answer of [join, update]) {
      expect(mayReachBrowser(answer, seat(true))).toBe(true);
      const { message } = answer;
      const told = message.case === "join" ? message.value.otherParticipants : message.case === "update" ? message.value.participants : [];
      expect(told.flatMap(({ tracks }) => tracks.map(({ sid }) => sid))).toEqual(["TR_good"]);
    }
    const plain = new SignalResponse({ message: { case: "update", value: new ParticipantUpdate({ participants: [someone()] }) } });
    mayReachBrowser(plain, seat(false));
    expect(plain.message.case === "update" && plain.message.value.participants[0]?.tracks).toHaveLength(3);
  });

  test("the media server gets no mark by which frames are shown that nobody encrypted", () => {
    const joined = () => new SignalResponse({ message: { case: "join", value: new JoinResponse({ sifTrailer: new Uint8Array([1, 2, 3]) }) } });
    const [sealed, open] = [joined(), joined()];
    mayReachBrowser(sealed, seat(true));
    mayReachBrowser(open, seat(false));
    expect(sealed.message.case === "join" && sealed.message.value.sifTrailer).toHaveLength(0);
    expect(open.message.case === "join" && open.message.value.sifTrailer).toHaveLength(3);
  });

  test("a sender's own track that turned out not to be encrypted is told to the house", () => {
    const ledger: Ledger = new Map([["camera", { cid: "c", sid: "TR_1", isSeen: false, isMuted: true }]]);
    const own = (encryption: Encryption_Type) =>
      new SignalResponse({ message: { case: "update", value: new ParticipantUpdate({ participants: [new ParticipantInfo({ identity: "p_1", tracks: [track("TR_1", encryption)] })] }) } });
    expect(noteAnswer(own(Encryption_Type.NONE), "p_1", ledger)).toMatchObject([{ source: "camera", isEncrypted: false }]);
  });
});
