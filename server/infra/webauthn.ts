import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { PasskeyMade, PasskeyUsed } from "#contracts/webauthn.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import { isSame } from "#server/infra/secrets.ts";

/** A question put to a passkey is answered within so long, in milliseconds, unless its asker says otherwise. */
const tenMinutes = 10 * 60_000;

/** A passkey as the house keeps it. */
export interface KeptPasskey {
  readonly credentialId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Whom a new passkey is for, as the person's own device will name them. */
export interface PasskeyOwner {
  readonly house: string;
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly has: readonly Pick<KeptPasskey, "credentialId" | "transports">[];
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64url"));
const text = (raw: Uint8Array): string => Buffer.from(raw).toString("base64url");
const descriptor = ({ credentialId, transports }: Pick<KeptPasskey, "credentialId" | "transports">) => ({
  id: text(credentialId),
  transports: [...transports],
});

/**
 * Passkeys (WebAuthn): questions to a browser and the proof of its answers. A question is bound to what it is asked for
 * by the house's MAC, lives `answeredMs` and is answered once; none is kept before it is answered.
 */
export function openWebauthn(deps: { secrets: HouseSecrets; clock: Clock; origin: string; answeredMs?: number; residentKey?: "required" | "preferred" }) {
  const { secrets, clock, origin, answeredMs = tenMinutes, residentKey = "required" } = deps;
  const rpID = new URL(origin).hostname;
  const answered = new Map<string, number>();

  const proofOf = (about: string, asked: Uint8Array): Uint8Array => bytes(secrets.mac("passkey", `${about}\0${text(asked)}`));

  function ask(about: string): Uint8Array<ArrayBuffer> {
    const asked = Buffer.alloc(24);
    randomBytes(16).copy(asked);
    asked.writeBigUInt64BE(BigInt(clock.now().getTime() + answeredMs), 16);
    return new Uint8Array(Buffer.concat([asked, proofOf(about, asked)]));
  }

  /** Whether a challenge is the house's own, for this, still open, and not answered before; it is answered by asking here. */
  function isAnswering(about: string, challenge: string): boolean {
    const raw = bytes(challenge);
    if (raw.length !== 56 || !isSame(raw.subarray(24), proofOf(about, raw.subarray(0, 24)))) return false;
    const until = Number(Buffer.from(raw).readBigUInt64BE(16));
    const now = clock.now().getTime();
    for (const [one, end] of answered) if (end < now) answered.delete(one);
    if (until < now || answered.has(text(raw))) return false;
    answered.set(text(raw), until);
    return true;
  }

  return {
    /** Whether browsers make passkeys for the house's address: for a name they do, for a bare IP address never. */
    isPossible: isIP(rpID.replaceAll(/[[\]]/g, "")) === 0,

    /** A question alone, in base64url, and whether an answer is to one of the house's own, still open and never answered before; for keys that are no passkeys. */
    question: (about: string): string => text(ask(about)),
    isAnswering,

    /** The question by which a browser makes a passkey that asks for its holder; `required`: it is found without a name. */
    askToMake: (about: string, owner: PasskeyOwner): Promise<PublicKeyCredentialCreationOptionsJSON> =>
      generateRegistrationOptions({
        rpName: owner.house,
        rpID,
        userID: new Uint8Array(Buffer.from(owner.id)),
        userName: owner.name,
        userDisplayName: owner.displayName,
        challenge: ask(about),
        attestationType: "none",
        excludeCredentials: owner.has.map(descriptor),
        authenticatorSelection: { residentKey, userVerification: "required" },
      }),

    /** The new passkey out of a browser's answer; null when the answer proves nothing. */
    async made(about: string, response: PasskeyMade): Promise<KeptPasskey | null> {
      try {
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          response,
          expectedChallenge: (challenge) => isAnswering(about, challenge),
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
        });
        if (!verified) return null;
        const { id, publicKey, counter } = registrationInfo.credential;
        return { credentialId: bytes(id), publicKey, counter, transports: response.response.transports ?? [] };
      } catch {
        return null;
      }
    },

    /** The question to a passkey; without `has` any passkey of the house may answer, chosen by its holder. */
    askToUse: (about: string, has: PasskeyOwner["has"] = []): Promise<PublicKeyCredentialRequestOptionsJSON> =>
      generateAuthenticationOptions({ rpID, challenge: ask(about), userVerification: "required", allowCredentials: has.map(descriptor) }),

    /** The counter after a browser's answer by a kept passkey; null when the answer proves nothing. */
    async used(about: string, response: PasskeyUsed, kept: KeptPasskey): Promise<number | null> {
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response,
          expectedChallenge: (challenge) => isAnswering(about, challenge),
          expectedOrigin: origin,
          expectedRPID: rpID,
          requireUserVerification: true,
          credential: { id: text(kept.credentialId), publicKey: new Uint8Array(kept.publicKey), counter: kept.counter, transports: [...kept.transports] },
        });
        return verified ? authenticationInfo.newCounter : null;
      } catch {
        return null;
      }
    },
  };
}
export type Webauthn = ReturnType<typeof openWebauthn>;
