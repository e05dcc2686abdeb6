import { createHash } from "node:crypto";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { KeyMade, KeyShown } from "#contracts/signed.ts";
import { challengeSeconds, keyWords } from "#contracts/signed.ts";
import type { GuestKey } from "#prisma/generated/client.ts";
import { isSignedBy, readBrowserKey } from "#server/access/signed.ts";
import { newId } from "#server/infra/ids.ts";
import { openWebauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";

/** What a browser is asked to do with its key: WebAuthn's options, or a question whose words it signs. */
export type Asking =
  | { kind: "passkey"; make: PublicKeyCredentialCreationOptionsJSON }
  | { kind: "passkey"; use: PublicKeyCredentialRequestOptionsJSON }
  | { kind: "software"; question: string };

/** A guest's browser at an event, on its way through the step of the key. */
export interface Here {
  eventId: string;
  sessionId: string;
  guestId: string;
  identityId: string;
}

/** A key that was made, as it is kept. */
interface Kept {
  credentialId: Uint8Array<ArrayBuffer> | null;
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
}

/** Base64url as bytes. */
export const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"));
const signs = (publicKey: Uint8Array, question: string, signature: string): boolean =>
  isSignedBy(publicKey, { words: keyWords(question), signature: bytesOf(signature) });

/** What a question is about: the house's MAC binds these to its random part, and no answer goes for anything else. */
const making = (at: Here) => ["key.make", at.sessionId, at.eventId, at.guestId].join("\0");
const showing = (at: Here, keyId: string, requestKey: string) =>
  ["key.show", at.sessionId, at.eventId, keyId, createHash("sha256").update(bytesOf(requestKey)).digest("base64url")].join("\0");

const passkeyOf = ({ credentialId, publicKey, counter }: GuestKey) => ({ credentialId: credentialId ?? new Uint8Array(), publicKey, counter, transports: [] });

/** What the house asks of guests' keys of either kind, and whether they answered it. It keeps nothing. */
export function openKeyQuestions(room: Room) {
  const { clock, secrets, origin } = room;
  const webauthn = openWebauthn({ secrets, clock, origin, answeredMs: challengeSeconds * 1000, residentKey: "preferred" });
  return {
    /** Asks a browser to make a key; beside it the guest's own device keeps the maison's name and the number of the seat. */
    async askToMake(at: Here, kind: GuestKey["kind"], number: number): Promise<Asking> {
      const about = making(at);
      if (kind === "software") return { kind, question: webauthn.question(about) };
      const seat = String(number).padStart(4, "0");
      const owner = { house: (await room.maison.read()).name, id: newId("guestKey"), name: seat, displayName: seat, has: [] };
      return { kind, make: await webauthn.askToMake(about, owner) };
    },

    /** The key that was made, in answer to that; null for any other. */
    async made(at: Here, made: KeyMade): Promise<Kept | null> {
      const about = making(at);
      if (made.kind === "passkey") {
        const passkey = await webauthn.made(about, made.passkey);
        return passkey && { credentialId: new Uint8Array(passkey.credentialId), publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter };
      }
      const publicKey = bytesOf(made.publicKey);
      const isTrue = readBrowserKey(publicKey) !== null && webauthn.isAnswering(about, made.question) && signs(publicKey, made.question, made.signature);
      return isTrue ? { credentialId: null, publicKey, counter: 0 } : null;
    },

    /** Asks a key to vouch for a fresh key of the browser (SPKI in base64url). */
    async askToShow(at: Here, key: GuestKey, requestKey: string): Promise<Asking> {
      const about = showing(at, key.id, requestKey);
      if (key.kind === "software") return { kind: key.kind, question: webauthn.question(about) };
      return { kind: key.kind, use: await webauthn.askToUse(about, [passkeyOf(key)]) };
    },

    /** The key's counter after a true answer to that; null for any other. */
    async shown(at: Here, key: GuestKey, shown: KeyShown): Promise<number | null> {
      if (shown.kind !== key.kind) return null;
      const about = showing(at, key.id, shown.requestKey);
      if (shown.kind === "passkey") return shown.passkey.id === Buffer.from(key.credentialId ?? []).toString("base64url") ? webauthn.used(about, shown.passkey, passkeyOf(key)) : null;
      return webauthn.isAnswering(about, shown.question) && signs(key.publicKey, shown.question, shown.signature) ? 0 : null;
    },
  };
}
