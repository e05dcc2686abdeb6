import type { CallKeys } from "#app/video/media-keys.ts";
import { ConnectionQuality, ConnectionState, DisconnectReason, Room, RoomEvent, Track, VideoQuality } from "livekit-client";

/** A picture or a sound of somebody in the call; `isLit` once the house has put it on air. */
export interface CallTrack {
  identity: string;
  kind: "video" | "audio";
  track: Track;
  isLit: boolean;
}

/** `unsupported`: this browser knows no WebRTC, or the event's media are encrypted between the browsers and it cannot do that. */
export type CallState = "joining" | "joined" | "returning" | "over" | "unsupported";

/** What somebody wants of the pictures: as good as the line carries, small ones, or none. */
export type Picked = "auto" | "light" | "sound";
/** How well this browser's own line carries, as the media server measures it. */
export type LineQuality = "good" | "poor" | "lost";

export interface Call {
  room: Room;
  /** From now on these pictures are asked for. */
  pick(picked: Picked): void;
  leave(): void;
}

export interface CallEvents {
  onState(state: CallState): void;
  onQuality?(quality: LineQuality): void;
  onTracks(tracks: readonly CallTrack[]): void;
}

/** The address of a seat's signalling: always our own origin. */
export const callAddress = (seatId: string): string => `${location.origin.replace(/^http/, "ws")}/media/${seatId}`;

/**
 * Joins the event's call as this seat. The token is the house's affair: a placeholder goes out, the gateway puts its own.
 * Comes back by itself while the seat lives; ends with `leave`. With `keys` the call is encrypted: nobody joins before the
 * first key, and a track that its sender did not encrypt is given back to the media server, unseen.
 */
export function joinCall(seatId: string, { onState, onTracks, onQuality }: CallEvents, keys: CallKeys | null = null): Call {
  const room = new Room({
    ...(keys ? { encryption: keys.encryption } : {}),
    adaptiveStream: { pixelDensity: "screen" }, dynacast: true, disconnectOnPageLeave: false, stopLocalTrackOnUnpublish: false });
  let isOver = false;
  let picked: Picked = "auto";
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  let isTelling = false;
  const tell = () => {
    isTelling = false;
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
  /** Asks the media server for the pictures that are wanted, and for no others. */
  const ask = () => {
    for (const { videoTrackPublications } of room.remoteParticipants.values())
      for (const publication of videoTrackPublications.values()) {
        if (keys && !publication.isEncrypted) continue;
        const isWanted = picked !== "sound";
        if (publication.isDesired !== isWanted) publication.setSubscribed(isWanted);
        if (isWanted) publication.setVideoQuality(picked === "light" ? VideoQuality.LOW : VideoQuality.HIGH);
      }
  };
  const measured = (quality: ConnectionQuality) => onQuality?.(quality === ConnectionQuality.Lost ? "lost" : quality === ConnectionQuality.Poor ? "poor" : "good");
  /** Soon, and once for all that ends in the same moment: a lost line ends every track before it says so. */
  const changed = (..._what: unknown[]) => {
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(tell);
  };
  room
    .on(RoomEvent.TrackPublished, () => picked !== "auto" && ask())
    .on(RoomEvent.ConnectionQualityChanged, (quality, { isLocal }) => isLocal && measured(quality))
    .on(RoomEvent.TrackSubscribed, changed)
    .on(RoomEvent.TrackUnsubscribed, changed)
    .on(RoomEvent.TrackMuted, changed)
    .on(RoomEvent.TrackUnmuted, changed)
    .on(RoomEvent.ParticipantDisconnected, changed)
    .on(RoomEvent.Reconnecting, () => onState("returning"))
    .on(RoomEvent.SignalReconnecting, () => {}) // the picture does not stop while only the signal comes back
    .on(RoomEvent.Reconnected, () => onState("joined"))
    .on(RoomEvent.Disconnected, (why) => {
      changed();
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
        if (picked !== "auto") ask();
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
    pick(next) {
      picked = next;
      ask();
    },
    leave() {
      isOver = true;
      clearTimeout(retry);
      onState("over");
      void room.disconnect().finally(() => keys?.close());
    },
  };
}
