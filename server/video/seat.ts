export type Source = "camera" | "microphone";

/** What the house knows of a live seat at the call. */
export interface MediaSeat {
  readonly seatId: string;
  /** Name of the call, random. */
  readonly call: string;
  /** Who this seat is to the media server: random per seat and call. */
  readonly identity: string;
  readonly speaks: false | { readonly sources: readonly Source[] };
  /** Media go encrypted between the browsers, against the media server; what is not encrypted has no place here. */
  isEncrypted(): boolean;
  /** The house keeps this seat's track of this source back; without a source: all of them. */
  held(source?: Source): boolean;
  /** Asked again whenever something waited. */
  isLive(): boolean;
  /** Calls at once when already ended; returns the unsubscription. */
  onEnd(end: () => void): () => void;
}

export interface PublishedTrack {
  readonly sid: string;
  readonly source: Source;
}

/** What the media server has just said of a seat's track: it appeared, or it goes out now. */
export interface TrackNote extends PublishedTrack {
  readonly isNew: boolean;
  readonly isMuted: boolean;
  /** What its sender declared; an encrypted call takes nothing else. */
  readonly isEncrypted: boolean;
}
