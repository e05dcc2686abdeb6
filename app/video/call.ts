import type { RemoteParticipant, RemoteTrackPublication } from "livekit-client";
import type { CallKeys } from "#app/video/media-keys.ts";
import { ConnectionState, DisconnectReason, Room, RoomEvent, Track } from "livekit-client";

/** A picture or a sound of somebody in the call; `isLit` once the house has put it on air. */
export interface CallTrack {
  identity: string;
  kind: "video" | "audio";
  track: Track;
  isLit: boolean;
}

/** `unsupported`: the event's media are encrypted between the browsers, and this browser cannot. */
export type CallState = "joining" | "joined" | "returning" | "over" | "unsupported";

export interface CallEvents {
  onState(state: CallState): void;
  onTracks(tracks: readonly CallTrack[]): void;
}

/** The address of a seat's signalling: always our own origin. */
export const callAddress = (seatId: string): string => `${location.origin.replace(/^http/, "ws")}/media/${seatId}`;

/**
 * Joins the event's call as this seat. The token is the house's affair: a placeholder goes out, the gateway puts its own.
 * Comes back by itself while the seat lives; ends with `leave`. With `keys` the call is encrypted: nobody joins before the
 * first key, and a track that its sender did not encrypt is given back to the media server, unseen.
 */
export function joinCall(seatId: string, { onState, onTracks }: CallEvents, keys: CallKeys | null = null): { room: Room; leave(): void } {
  const room = new Room({
    ...(keys ? { encryption: keys.encryption } : {}),
    adaptiveStream: { pixelDensity: "screen" }, dynacast: true, disconnectOnPageLeave: false, stopLocalTrackOnUnpublish: false });
  let isOver = false;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    const tracks: CallTrack[] = [];
    for (const participant of room.remoteParticipants.values())
      for (const publication of participant.trackPublications.values()) {
        const { track, kind } = publication;
        if (keys && !publication.isEncrypted) {
          publication.setSubscribed(false);
          continue;
        }
        if (track && (kind === Track.Kind.Video || kind === Track.Kind.Audio))
          tracks.push({ identity: participant.identity, kind: kind === Track.Kind.Video ? "video" : "audio", track, isLit: !publication.isMuted });
      }
    onTracks(tracks);
  };
  const changed = (..._what: unknown[]) => tell();
  const forOne = (_publication: RemoteTrackPublication | unknown, _who?: RemoteParticipant | unknown) => tell();
  room
    .on(RoomEvent.TrackSubscribed, changed)
    .on(RoomEvent.TrackUnsubscribed, changed)
    .on(RoomEvent.TrackMuted, forOne)
    .on(RoomEvent.TrackUnmuted, forOne)
    .on(RoomEvent.ParticipantDisconnected, changed)
    .on(RoomEvent.Reconnecting, () => onState("returning"))
    .on(RoomEvent.SignalReconnecting, () => {}) // the picture does not stop while only the signal comes back
    .on(RoomEvent.Reconnected, () => onState("joined"))
    .on(RoomEvent.Disconnected, (why) => {
      tell();
      if (isOver) return;
      if (why === DisconnectReason.DUPLICATE_IDENTITY) return onState("over");
      onState("returning");
      again();
    });

  const connect = () => {
    if (isOver || room.state !== ConnectionState.Disconnected) return;
    (keys ? keys.first.then(() => room.setE2EEEnabled(true)) : Promise.resolve())
      .then(() => room.connect(callAddress(seatId), "placeholder", { autoSubscribe: true, maxRetries: 1 }))
      .then(() => {
        if (isOver) return void room.disconnect();
        attempt = 0;
        onState("joined");
        tell();
      })
      .catch(() => again());
  };
  const again = () => {
    if (isOver) return;
    clearTimeout(retry);
    retry = setTimeout(connect, Math.min(5000, 300 * 2 ** attempt++));
  };
  onState("joining");
  retry = setTimeout(connect); // StrictMode mounts twice in development

  return {
    room,
    leave() {
      isOver = true;
      clearTimeout(retry);
      onState("over");
      void room.disconnect().finally(() => keys?.close());
    },
  };
}
