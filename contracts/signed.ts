import { PasskeyMade, PasskeyUsed } from "#contracts/webauthn.ts";
import * as z from "#contracts/zod.ts";

/** The header in which a page shows that its browser's own key signed the request: `nonce.signature`, both in base64url. */
export const proofHeader = "X-Sipario-Proof";
/** A nonce is good once and for so many seconds. */
export const nonceSeconds = 30;
/** A question to a guest's key is answered within so many seconds. */
export const challengeSeconds = 60;
/** Bodies of signed requests are read whole before they are believed, up to so many bytes. */
export const signedBodyMax = 65_536;

/** 32 random bytes, and r and s of ECDSA P-256, in base64url. */
export const Proof = z.string().regex(/^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{86}$/);
/** A browser's own public key (ECDSA P-256): SPKI in base64url. */
export const BrowserKey = z.string().regex(/^[A-Za-z0-9_-]{122}$/);

/** What the house gives a page to sign with: a nonce, and its own name for this browser's session. */
export const Nonce = z.object({ nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/), session: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type Nonce = z.infer<typeof Nonce>;

/** What is asked for. `target` is path and search as they go over the wire; `body` is SHA-256 of its bytes in base64url. */
export interface Asked {
  method: string;
  target: string;
  body: string;
}

/** The words a browser signs for one request, a line each: nobody can take them for another request, browser or house. */
export const requestWords = ({ nonce, session }: Nonce, origin: string, { method, target, body }: Asked): string =>
  ["sipario-request", nonce, session, origin, method, target, body].join("\n");

/** SHA-256 of nothing, in base64url: the body of whatever has none. */
export const emptyBody = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
/** How a socket's handshake is named in the words it signs: a method no request has, and the event it is for. */
export const seatAsked = (eventId: string): Asked => ({ method: "SEAT", target: `/live/${eventId}`, body: emptyBody });

/** The words a guest's software key signs for a question of the house. */
export const keyWords = (question: string): string => `sipario-key\n${question}`;

export const guestKeyKinds = ["passkey", "software"] as const;
export const GuestKeyKind = z.enum(guestKeyKinds);
export type GuestKeyKind = z.infer<typeof GuestKeyKind>;

const Signature = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
const Question = z.string().regex(/^[A-Za-z0-9_-]{20,200}$/);

export const KeyBegin = z.object({ kind: GuestKeyKind });
export const KeyMade = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passkey"), passkey: PasskeyMade }),
  z.object({ kind: z.literal("software"), question: Question, publicKey: BrowserKey, signature: Signature }),
]);
export type KeyMade = z.infer<typeof KeyMade>;
/** `requestKey` is the browser's own fresh key, to which the guest's key lends its word. */
export const KeyAsk = z.object({ requestKey: BrowserKey });
export const KeyShown = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("passkey"), requestKey: BrowserKey, passkey: PasskeyUsed }),
  z.object({ kind: z.literal("software"), requestKey: BrowserKey, question: Question, signature: Signature }),
]);
export type KeyShown = z.infer<typeof KeyShown>;

/** Why a key was not made or not believed; each is a key of the door's catalogue under `key.failed.`. */
export const keyReasons = ["hasKey", "noKey", "notAllowed", "stepsLeft", "wrong"] as const;
export type KeyReason = (typeof keyReasons)[number];
