import type * as LiveKit from "livekit-client";

// What runs inside a browser's page: each function stands alone, nothing outside of it is there. A frame counts from the
// moment the browser hands it to its compositor, which does not wait for the page's script.
declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
    bench: Seen;
    benchPeers: RTCPeerConnection[];
  }
}

/** Moments in milliseconds since 1970, to fractions; null while they have not come. */
export interface Seen {
  pressedAt: number | null;
  /** The house's first word on the wire that the event is live. */
  liveAt: number | null;
  /** The first frame of a picture: neither black nor one of the media server's own tiny ones. */
  firstFrameAt: number | null;
  /** When that frame had been received whole. */
  receivedAt: number | null;
  /** Which of the presented frames it was: more than 1 where earlier ones were black, or shown before the page's script came to look. */
  presented: number;
  /** Width and height of that frame. */
  size: string;
  frames: number;
}

/** What the browser counted of the video it received. */
export interface Received {
  keyFrames: number;
  plis: number;
  decoded: number;
  dropped: number;
}

/** Joins a call with the room's own options; milliseconds from asking to the first frame. */
export async function joinOnce({ url, token }: { url: string; token: string }): Promise<number> {
  const { Room, RoomEvent } = window.LivekitClient;
  const room = new Room({ adaptiveStream: { pixelDensity: "screen" }, dynacast: true, disconnectOnPageLeave: false, stopLocalTrackOnUnpublish: false });
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, autoplay: true, width: 960, height: 540 });
  document.body.append(video);
  const seen = new Promise<number>((resolve, reject) => {
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind !== "video") return;
      video.requestVideoFrameCallback((_now, { presentationTime }) => resolve(presentationTime));
      track.attach(video);
    });
    setTimeout(() => reject(new Error("no frame within ten seconds")), 10_000);
  });
  const begun = performance.now();
  try {
    await Promise.all([room.connect(url, token, { autoSubscribe: true, maxRetries: 1 }), seen]);
    return (await seen) - begun;
  } finally {
    await room.disconnect();
  }
}

/** Put into a page before its own code: notes the press, the word *live* on the wire, and each video's frames. */
export function noteMoments(): void {
  const now = () => performance.timeOrigin + performance.now();
  const pressed = sessionStorage.getItem("bench pressed");
  const seen: Seen = { pressedAt: pressed ? Number(pressed) : null, liveAt: null, firstFrameAt: null, receivedAt: null, presented: 0, size: "", frames: 0 };
  window.bench = seen;
  window.benchPeers = [];
  addEventListener(
    "click",
    () => {
      seen.pressedAt ??= now();
      sessionStorage.setItem("bench pressed", String(seen.pressedAt));
    },
    true,
  );

  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener("message", ({ data }) => {
        if (typeof data === "string" && data.includes('"phase":"live"')) seen.liveAt ??= now();
      });
    }
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(how?: RTCConfiguration) {
      super(how);
      window.benchPeers.push(this);
    }
  };

  const smallestPicture = 64;
  const darkest = 8;
  const eye = new OffscreenCanvas(8, 8).getContext("2d", { willReadFrequently: true });
  const isPicture = (video: HTMLVideoElement, width: number) => {
    if (width < smallestPicture || !eye) return false;
    eye.drawImage(video, 0, 0, 8, 8);
    return eye.getImageData(0, 0, 8, 8).data.some((value, at) => at % 4 < 3 && value > darkest);
  };
  const known = new WeakSet<HTMLVideoElement>();
  const follow = (video: HTMLVideoElement) => {
    const frame = (_now: number, { presentationTime, receiveTime, presentedFrames, width, height }: VideoFrameCallbackMetadata) => {
      video.requestVideoFrameCallback(frame);
      if (seen.firstFrameAt === null) {
        if (!isPicture(video, width)) return;
        seen.firstFrameAt = performance.timeOrigin + presentationTime;
        seen.receivedAt = receiveTime === undefined ? null : performance.timeOrigin + receiveTime;
        seen.presented = presentedFrames;
        seen.size = `${width}x${height}`;
      }
      seen.frames += 1;
    };
    video.requestVideoFrameCallback(frame);
  };
  new MutationObserver(() => {
    for (const video of document.querySelectorAll("video")) {
      if (known.has(video)) continue;
      known.add(video);
      follow(video);
    }
  }).observe(document, { childList: true, subtree: true });
}

/** What the page's calls have received so far. */
export async function countReceived(): Promise<Received> {
  const sum: Received = { keyFrames: 0, plis: 0, decoded: 0, dropped: 0 };
  for (const peer of window.benchPeers)
    for (const one of (await peer.getStats()).values()) {
      if (one.type !== "inbound-rtp" || one.kind !== "video") continue;
      sum.keyFrames += one.keyFramesDecoded ?? 0;
      sum.plis += one.pliCount ?? 0;
      sum.decoded += one.framesDecoded ?? 0;
      sum.dropped += one.framesDropped ?? 0;
    }
  return sum;
}
