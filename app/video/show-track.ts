import type { Track } from "livekit-client";
import { TrackEvent } from "livekit-client";

/**
 * Shows a track in an element for as long as both are there, held or lit. The media client takes a held track out of its
 * elements and puts it back when it hears that it is lit: the picture is faster than that word, and its first frame would
 * be lost. Nothing flows in a held one: the media server keeps it back.
 */
export function showTrack(track: Track, element: HTMLVideoElement): () => void {
  const attach = () => {
    if (!element.srcObject) track.attach(element);
  };
  const open = () => {
    if (!track.isLocal) track.mediaStreamTrack.enabled = true;
  };
  attach();
  element.addEventListener("emptied", attach);
  track.on(TrackEvent.Muted, open);
  return () => {
    element.removeEventListener("emptied", attach);
    track.off(TrackEvent.Muted, open);
    track.detach(element);
  };
}
