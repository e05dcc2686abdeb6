import { gunzipSync } from "node:zlib";
import {
  ClientInfo,
  ConnectionSettings,
  JoinRequest,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";
import type { AddTrackRequest } from "@livekit/protocol";
import type { Ledger } from "./video-signal.ts";
import { permittedTrack } from "./video-signal.ts";
import type { MediaSeat } from "#server/video/seat.ts";

const known = { readUnknownFields: false };
const largestJoin = 65_536;

export interface AskedJoin {
  readonly isResume: boolean;
  readonly participantSid: string;
  /** The join request in the form the media server takes: padded base64url. */
  rebuilt(seat: MediaSeat, ledger: Ledger): string;
}

/** G3: reads the one field of the client's query that counts, its join request; null when it is none. Never throws. */
export function readJoin(query: string): AskedJoin | null {
  try {
    const base64 = new URLSearchParams(query).get("join_request");
    if (!base64) return null;
    const wrapped = WrappedJoinRequest.fromBinary(Buffer.from(base64, "base64url"), known);
    const isPacked = wrapped.compression === WrappedJoinRequest_Compression.GZIP;
    const bytes = isPacked ? gunzipSync(wrapped.joinRequest, { maxOutputLength: largestJoin }) : wrapped.joinRequest;
    if (bytes.length === 0 || bytes.length > largestJoin) return null;
    const asked = JoinRequest.fromBinary(bytes, known);
    const { reconnect: isResume, participantSid } = asked;
    return { isResume, participantSid, rebuilt: (seat, ledger) => rebuiltJoin(asked, seat, ledger) };
  } catch {
    return null;
  }
}

/** The wish to join from the few fields we accept: no metadata, no attributes, no data, only permitted muted tracks. */
function rebuiltJoin(asked: JoinRequest, seat: MediaSeat, ledger: Ledger): string {
  const tracks = asked.addTrackRequests
    .map((track) => permittedTrack(track, seat, ledger))
    .filter((track): track is AddTrackRequest => track !== null && track !== "busy");
  const joinRequest = new JoinRequest({
    clientInfo: namelessClient(asked.clientInfo),
    connectionSettings: new ConnectionSettings({
      autoSubscribe: asked.connectionSettings?.autoSubscribe ?? true,
      adaptiveStream: asked.connectionSettings?.adaptiveStream ?? false,
      subscriberAllowPause: asked.connectionSettings?.subscriberAllowPause,
      disableIceLite: asked.connectionSettings?.disableIceLite ?? false,
      autoSubscribeDataTrack: false,
    }),
    publisherOffer: asked.publisherOffer,
    reconnect: asked.reconnect,
    reconnectReason: asked.reconnectReason,
    participantSid: asked.participantSid,
    syncState: asked.syncState,
    addTrackRequests: tracks,
  });
  const wrapped = new WrappedJoinRequest({ joinRequest: joinRequest.toBinary() });
  const base64 = Buffer.from(wrapped.toBinary()).toString("base64");
  return base64.replaceAll("+", "-").replaceAll("/", "_"); // the media server insists on the padding
}

function namelessClient(client: ClientInfo | undefined): ClientInfo | undefined {
  if (!client) return undefined;
  const { sdk, version, protocol, os, osVersion, browser, browserVersion, clientProtocol, capabilities } = client;
  return new ClientInfo({ sdk, version, protocol, os, osVersion, browser, browserVersion, clientProtocol, capabilities });
}
