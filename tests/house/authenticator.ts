import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type { PasskeyMade, PasskeyUsed } from "#contracts/webauthn.ts";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
const b64 = (data: string | Uint8Array) => Buffer.from(data).toString("base64url");

/** A byte string in CBOR, shorter than 256 bytes. */
const byteString = (data: Uint8Array) => Buffer.concat([Buffer.of(0x58, data.length), data]);
const word = (text: string) => Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)]);

/** What a browser may be made to do wrong, so that the house's refusals can be seen. */
interface Wrong {
  origin?: string;
  challenge?: string;
  isUserVerified?: boolean;
  userHandle?: string;
  counter?: number;
}

/** A passkey of a person's own device (P-256), as a browser hands its answers on; it holds one key and counts its uses. */
export function openAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let userHandle = "";
  let counter = 0;

  const clientData = (type: string, challenge: string, wrong: Wrong) =>
    Buffer.from(JSON.stringify({ type, challenge: wrong.challenge ?? challenge, origin: wrong.origin ?? origin, crossOrigin: false }));
  function authData(rpId: string, flags: number, wrong: Wrong, more: Uint8Array = new Uint8Array()): Buffer {
    counter = wrong.counter ?? counter + 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.of(wrong.isUserVerified === false ? flags & ~0x04 : flags), count, more]);
  }

  return {
    /** Makes the passkey a page asks for. */
    make(asked: PublicKeyCredentialCreationOptionsJSON, wrong: Wrong = {}): PasskeyMade {
      userHandle = asked.user.id;
      const cose = Buffer.concat([
        Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
        byteString(Buffer.from(x, "base64url")),
        Buffer.of(0x22),
        byteString(Buffer.from(y, "base64url")),
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.of(id.length >> 8, id.length & 0xff), id, cose]);
      const data = authData(asked.rp.id ?? "", 0x45, wrong, credential);
      const attestation = Buffer.concat([Buffer.of(0xa3), word("fmt"), word("none"), word("attStmt"), Buffer.of(0xa0), word("authData"), byteString(data)]);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON: b64(clientData("webauthn.create", asked.challenge, wrong)), attestationObject: b64(attestation), transports: ["internal"] },
      };
    },
    /** Answers what a page asks of it. */
    use(asked: PublicKeyCredentialRequestOptionsJSON, wrong: Wrong = {}): PasskeyUsed {
      const client = clientData("webauthn.get", asked.challenge, wrong);
      const data = authData(asked.rpId ?? "", 0x05, wrong);
      const signature = createSign("sha256").update(Buffer.concat([data, sha256(client)])).sign(privateKey);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature), userHandle: wrong.userHandle ?? userHandle },
      };
    },
  };
}
