import { AddTrackRequest, Encryption_Type, RequestResponse_Reason, TrackSource, TrackType } from "@livekit/protocol";
import type { SignalRequest, SignalResponse, TrackInfo } from "@livekit/protocol";
import type { MediaSeat, PublishedTrack, Source, TrackNote } from "#server/video/seat.ts";

type RequestCase = NonNullable<SignalRequest["message"]["case"]>;
type ResponseCase = NonNullable<SignalResponse["message"]["case"]>;

/** G2, towards the media server: who may send what. A case that stands here for nobody, or not at all, goes no further. */
const whoMaySend = {
  offer: "anyone",
  answer: "anyone",
  trickle: "anyone",
  subscription: "anyone",
  trackSetting: "anyone",
  syncState: "anyone",
  leave: "anyone",
  ping: "anyone",
  pingReq: "anyone",
  addTrack: "speaker",
  mute: "speaker",
  updateLayers: "speaker",
  updateAudioTrack: "speaker",
  updateVideoTrack: "speaker",
  subscriptionPermission: "nobody",
  simulate: "nobody",
  updateMetadata: "nobody",
  publishDataTrackRequest: "nobody",
  unpublishDataTrackRequest: "nobody",
  updateDataSubscription: "nobody",
  storeDataBlobRequest: "nobody",
  getDataBlobRequest: "nobody",
} as const satisfies Record<RequestCase, "anyone" | "speaker" | "nobody">;

/** G2, towards the browser. Tokens (`refreshToken`, `roomMoved`), data tracks and blobs never reach it. */
const reachesBrowser = {
  join: true,
  reconnect: true,
  answer: true,
  offer: true,
  trickle: true,
  update: true,
  trackPublished: true,
  trackUnpublished: true,
  trackSubscribed: true,
  leave: true,
  mute: true,
  speakersChanged: true,
  roomUpdate: true,
  connectionQuality: true,
  streamStateUpdate: true,
  subscribedQualityUpdate: true,
  subscribedAudioCodecUpdate: true,
  subscriptionPermissionUpdate: true,
  subscriptionResponse: true,
  requestResponse: true,
  mediaSectionsRequirement: true,
  pong: true,
  pongResp: true,
  refreshToken: false,
  roomMoved: false,
  publishDataTrackResponse: false,
  unpublishDataTrackResponse: false,
  dataTrackSubscriberHandles: false,
  storeDataBlobResponse: false,
  getDataBlobResponse: false,
} as const satisfies Record<ResponseCase, boolean>;

const kindOf = {
  camera: { source: TrackSource.CAMERA, type: TrackType.VIDEO },
  microphone: { source: TrackSource.MICROPHONE, type: TrackType.AUDIO },
} as const satisfies Record<Source, { source: TrackSource; type: TrackType }>;

interface LedgerEntry {
  readonly cid: string;
  sid: string | null;
  isSeen: boolean;
  isMuted: boolean;
}

/** One place per source: what a seat publishes in its present session at the media server. */
export type Ledger = Map<Source, LedgerEntry>;

/** The published tracks of a ledger. Only these can ever be lifted, so that no second one of a source goes on air. */
export function ledgerTracks(ledger: Ledger): PublishedTrack[] {
  return [...ledger].flatMap(([source, { sid, isSeen }]) => (sid !== null && isSeen ? [{ sid, source }] : []));
}

/**
 * G4: the wish to publish, rebuilt with a fixed name and always muted (only the house, or the sender of a seat that is
 * not held, lifts that), entered in the ledger. `busy`: this source still has a published track. `null`: not permitted.
 */
export function permittedTrack(asked: AddTrackRequest, seat: MediaSeat, ledger: Ledger): AddTrackRequest | "busy" | null {
  const permitted = seat.speaks ? seat.speaks.sources : [];
  const source = permitted.find((name) => kindOf[name].source === asked.source);
  if (!source || asked.type !== kindOf[source].type || asked.cid === "" || asked.cid.length > 128) return null;
  if (seat.isEncrypted() && asked.encryption !== Encryption_Type.GCM) return null;
  const present = ledger.get(source);
  if (asked.sid !== "") {
    if (present?.sid !== asked.sid) return null; // a second codec is only for the track that stands in the ledger
  } else {
    if (present?.isSeen) return "busy";
    ledger.set(source, { cid: asked.cid, sid: null, isSeen: false, isMuted: true });
  }
  const { cid, sid, type, width, height, disableDtx, layers, simulcastCodecs, stereo, disableRed, encryption } = asked;
  const shape = { cid, sid, type, width, height, disableDtx, layers, simulcastCodecs, stereo, disableRed, encryption };
  const { backupCodecPolicy, audioFeatures } = asked;
  return new AddTrackRequest({
    ...shape,
    backupCodecPolicy,
    audioFeatures,
    source: asked.source,
    name: source,
    muted: true,
  });
}

/** G2 and G4 for one parsed wish of a browser, except for `addTrack`, which `permittedTrack` rebuilds. */
export function maySend({ message }: SignalRequest, seat: MediaSeat, ledger: Ledger): boolean {
  if (message.case === undefined) return false;
  const who: string | undefined = whoMaySend[message.case];
  if (who !== "anyone" && !(who === "speaker" && seat.speaks)) return false;
  if (message.case !== "mute" || message.value.muted) return true;
  const own = ledgerTracks(ledger).find(({ sid }) => sid === message.value.sid);
  return own !== undefined && !seat.held(own.source);
}

/** G2 and G5 for one parsed answer of the media server: cleaned in place; false when it must not reach the browser. */
export function mayReachBrowser({ message }: SignalResponse, seat: Pick<MediaSeat, "isEncrypted">): boolean {
  if (message.case === undefined || !reachesBrowser[message.case]) return false;
  if (message.case === "join") {
    message.value.iceServers = []; // no third party learns a guest's address
    message.value.alternativeUrl = "";
    // Frames with this mark are shown though nobody encrypted them: in an encrypted call the media server gets no such pass.
    if (seat.isEncrypted()) message.value.sifTrailer = new Uint8Array();
    message.value.serverRegion = "";
    if (message.value.serverInfo) message.value.serverInfo.nodeId = "";
  }
  if (message.case === "reconnect") {
    message.value.iceServers = [];
    if (message.value.serverInfo) message.value.serverInfo.nodeId = "";
  }
  if (seat.isEncrypted()) hidePlain(message);
  if (message.case === "leave") message.value.regions = undefined;
  return true;
}

/** In an encrypted call a track that its sender did not encrypt is not there for anybody. */
function hidePlain(message: SignalResponse["message"]): void {
  const others = message.case === "join" ? message.value.otherParticipants : message.case === "update" ? message.value.participants : [];
  for (const participant of others) participant.tracks = participant.tracks.filter(({ encryption }) => encryption === Encryption_Type.GCM);
}

/** Keeps the ledger true to what the media server says; returns the tracks that have just appeared, or lost their mute. */
export function noteAnswer({ message }: SignalResponse, identity: string, ledger: Ledger): TrackNote[] {
  if (message.case === "trackPublished") {
    for (const entry of ledger.values()) if (entry.cid === message.value.cid) entry.sid ??= message.value.track?.sid ?? null;
  }
  if (message.case === "trackUnpublished") forget(ledger, (entry) => entry.sid === message.value.trackSid);
  if (message.case === "requestResponse" && message.value.request.case === "addTrack") {
    const { cid } = message.value.request.value;
    const { reason } = message.value;
    const isRefused = reason !== RequestResponse_Reason.OK && reason !== RequestResponse_Reason.QUEUED;
    if (isRefused) forget(ledger, (entry) => entry.cid === cid && !entry.isSeen);
  }
  if (message.case !== "update") return [];
  const own = message.value.participants.find((participant) => participant.identity === identity);
  return own ? noteOwn(new Map(own.tracks.map((track) => [track.sid, track])), ledger) : [];
}

function noteOwn(tracks: ReadonlyMap<string, TrackInfo>, ledger: Ledger): TrackNote[] {
  forget(ledger, (entry) => entry.isSeen && entry.sid !== null && !tracks.has(entry.sid));
  const notes: TrackNote[] = [];
  for (const [source, entry] of ledger) {
    const track = entry.sid === null ? undefined : tracks.get(entry.sid);
    if (entry.sid === null || !track) continue;
    const { muted: isMuted } = track;
    const isNew = !entry.isSeen;
    const isEncrypted = track.encryption !== Encryption_Type.NONE;
    if (isNew || (entry.isMuted && !isMuted)) notes.push({ sid: entry.sid, source, isNew, isMuted, isEncrypted });
    entry.isSeen = true;
    entry.isMuted = isMuted;
  }
  return notes;
}

function forget(ledger: Ledger, isGone: (entry: LedgerEntry) => boolean): void {
  for (const [source, entry] of ledger) if (isGone(entry)) ledger.delete(source);
}
