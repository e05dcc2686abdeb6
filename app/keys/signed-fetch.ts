import { base64url, keptPair, signText } from "#app/keys/key-store.ts";
import type { Asked } from "#contracts/signed.ts";
import { Nonce, proofHeader, requestWords, seatAsked } from "#contracts/signed.ts";

/** Under which name a browser keeps the key that signs its requests at an event. */
export const requestKeyOf = (eventId: string): string => `request ${eventId}`;

interface Request {
  method?: "GET" | "POST";
  /** Text alone, such as JSON: at most 64 KiB. */
  body?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

/** `nonce.signature` for one thing that is asked; null when this browser has no such key, or the house gives it no nonce. */
async function proofOf(keyName: string, noncesAt: string, asked: Asked): Promise<string | null> {
  const pair = await keptPair(keyName);
  if (!pair) return null;
  const answer = await fetch(noncesAt, { method: "POST", cache: "no-store" });
  const given = answer.ok ? Nonce.safeParse(await answer.json()) : null;
  if (!given?.success) return null;
  return `${given.data.nonce}.${await signText(pair, requestWords(given.data, location.origin, asked))}`;
}

/**
 * What a browser signs with one of its keys: `fetch` for requests to the house, `seat` for a socket's handshake. Without a
 * key they go out unsigned, and the house answers as it answers a cookie alone.
 */
function signerWith(keyName: string, noncesAt: string) {
  return {
    async fetch(address: string, { method = "GET", body, headers, signal }: Request = {}): Promise<Response> {
      const { pathname, search } = new URL(address, location.href);
      const hash = base64url(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body ?? "")));
      const proof = await proofOf(keyName, noncesAt, { method, target: pathname + search, body: hash });
      return fetch(pathname + search, { method, body, signal, cache: "no-store", headers: proof ? { ...headers, [proofHeader]: proof } : headers });
    },
    async seat(eventId: string): Promise<string | undefined> {
      for (let tries = 0; tries < 4; tries++)
        try {
          return (await proofOf(keyName, noncesAt, seatAsked(eventId))) ?? undefined;
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries)); // the house is away for a moment
        }
      return undefined; // turned away, it comes again; a proof that never came would leave the line waiting
    },
  };
}

const atEvent = (eventId: string) => signerWith(requestKeyOf(eventId), `/entry/${eventId}/nonce`);
const tablet = signerWith("tablet", "/tablet/nonce");

/** Fetches from the house with this browser's own signature, as a sealed event asks of every request. */
export const signedFetch = (eventId: string, address: string, request?: Request): Promise<Response> => atEvent(eventId).fetch(address, request);
/** What a guest's socket shows at its handshake; undefined when this browser has no key there. */
export const seatProof = (eventId: string): Promise<string | undefined> => atEvent(eventId).seat(eventId);
/** The same for a paired tablet, by the key it was paired with. */
export const tabletFetch = tablet.fetch;
export const tabletSeatProof = tablet.seat;
