import type * as LiveKit from "livekit-client";

// What runs inside a browser's page: each function stands alone, nothing outside of it is there. A frame counts from the
// moment the browser hands it to its compositor, which does not wait for the page's script.
declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
    bench: Seen;
  }
}

/** Moments in milliseconds since 1970, to fractions; null while they have not come. */
export interface Seen {
  pressedAt: number | null;
  /** The house's first word on the wire that the event is live. */
  liveAt: number | null;
  firstFrameAt: number | null;
  frames: number;
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
  const seen: Seen = { pressedAt: pressed ? Number(pressed) : null, liveAt: null, firstFrameAt: null, frames: 0 };
  window.bench = seen;
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

  const known = new WeakSet<HTMLVideoElement>();
  const follow = (video: HTMLVideoElement) => {
    const frame = (_now: number, { presentationTime }: VideoFrameCallbackMetadata) => {
      seen.firstFrameAt ??= performance.timeOrigin + presentationTime;
      seen.frames += 1;
      video.requestVideoFrameCallback(frame);
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
