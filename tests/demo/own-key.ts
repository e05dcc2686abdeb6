import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { Nonce, requestWords, seatAsked } from "#contracts/signed.ts";
import * as z from "#contracts/zod.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openAuthenticator } from "#tests/house/authenticator.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" } as const;
export type OwnPair = CryptoKeyPair;
const base64 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString("base64url");

/** A fresh key of a browser, whose private half leaves it never. */
export const newPair = (): Promise<OwnPair> => crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
export const publicHalf = async ({ publicKey }: OwnPair): Promise<string> => base64(await crypto.subtle.exportKey("spki", publicKey));
export const signText = async ({ privateKey }: OwnPair, text: string): Promise<string> =>
  base64(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, new TextEncoder().encode(text)));

/** What a sealed event's handshake carries: `nonce.signature` by this browser's key, over a nonce fetched at `noncesAt`. */
export async function seatProof(visitor: Visitor, pair: OwnPair, noncesAt: string, eventId: string): Promise<string> {
  const nonce = Nonce.parse(await (await visitor.post(noncesAt)).json());
  return `${nonce.nonce}.${await signText(pair, requestWords(nonce, visitor.origin, seatAsked(eventId)))}`;
}

const Answered = z.object({ ok: z.literal(true), value: z.unknown() });

/** A guest's own passkey, made once at a sealed door and shown for each entry. */
export interface OwnKey {
  /** Takes the key step at an event: this browser's fresh key is vouched for. Answers how its handshakes are signed from then on. */
  show(eventId: string): Promise<() => Promise<string>>;
}

/** A device that makes a passkey when a door first asks for one. */
export function openOwnKey(visitor: Visitor): OwnKey {
  const device = openAuthenticator(visitor.origin);
  let isMade = false;
  return {
    async show(eventId) {
      const ask = async (act: "begin" | "make" | "ask" | "show", said: object) => {
        const answer = await visitor.postJson(`/entry/${eventId}/key/${act}`, said);
        const read = Answered.safeParse(await answer.json().catch(() => null));
        if (!read.success) throw new Error(`the key step "${act}" answered ${answer.status}`);
        return read.data.value;
      };
      // The house's own options, shaped by the same library.
      if (!isMade) {
        const { make } = (await ask("begin", { kind: "passkey" })) as { make: PublicKeyCredentialCreationOptionsJSON };
        await ask("make", { kind: "passkey", passkey: device.make(make) });
        isMade = true;
      }
      const pair = await newPair();
      const requestKey = await publicHalf(pair);
      const { use } = (await ask("ask", { requestKey })) as { use: PublicKeyCredentialRequestOptionsJSON };
      await ask("show", { kind: "passkey", requestKey, passkey: device.use(use) });
      return () => seatProof(visitor, pair, `/entry/${eventId}/nonce`, eventId);
    },
  };
}
