import { useEffect, useState } from "react";

/** Where a file of the event lies for whoever has a place there. */
export const fileAddress = (eventId: string, fileId: string): string => `/room/${eventId}/file/${fileId}`;

/** A request signed by this browser's or tablet's key, where the event asks for it. */
export type SignedFetch = (address: string) => Promise<Response>;

/** A file's bytes by a signed request; null when the house does not give them. */
export async function signedFile(fetchSigned: SignedFetch, eventId: string, fileId: string): Promise<Blob | null> {
  const answer = await fetchSigned(fileAddress(eventId, fileId)).catch(() => null);
  return answer?.ok ? answer.blob().catch(() => null) : null;
}

/** What an `img` is given to show a picture of the event: its address, or where requests are signed, its bytes; null while there is none. */
export function usePictureSource(eventId: string, pictureId: string | null, fetchSigned: SignedFetch | null): string | null {
  const [held, setHeld] = useState<string | null>(null);
  useEffect(() => {
    if (!fetchSigned || !pictureId) return;
    let url: string | null = null;
    let isOver = false;
    void signedFile(fetchSigned, eventId, pictureId).then((bytes) => {
      if (!bytes || isOver) return;
      url = URL.createObjectURL(bytes);
      setHeld(url);
    });
    return () => {
      isOver = true;
      if (url) URL.revokeObjectURL(url);
      setHeld(null);
    };
  }, [eventId, pictureId, fetchSigned]);
  if (!pictureId) return null;
  return fetchSigned ? held : fileAddress(eventId, pictureId);
}
