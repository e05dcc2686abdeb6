import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { keepPair, keptPair, newPair, publicHalf, signText } from "#app/keys/key-store.ts";
import { requestKeyOf } from "#app/keys/signed-fetch.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { GuestKeyKind, KeyMade, KeyReason, KeyShown } from "#contracts/signed.ts";
import { keyReasons, keyWords } from "#contracts/signed.ts";
import * as z from "#contracts/zod.ts";

/** Why it did not come to it: the house's word, the guest's own, or the browser's. */
export type KeyFault = KeyReason | "cancelled" | "unable" | "busy";

const softwareKeyOf = (eventId: string): string => `guest ${eventId}`;
const Options = z.object({ challenge: z.string() }).loose();
const Answer = z.union([z.object({ ok: z.literal(true), value: z.unknown() }), z.object({ ok: z.literal(false), reason: z.enum(keyReasons) })]);
const Asking = z.union([
  z.object({ kind: z.literal("passkey"), make: Options }),
  z.object({ kind: z.literal("passkey"), use: Options }),
  z.object({ kind: z.literal("software"), question: z.string() }),
]);

/** Whether this browser makes passkeys for this address at all. */
export const hasPasskeys = async (): Promise<boolean> => (await import("@simplewebauthn/browser")).browserSupportsWebAuthn();

/** Whether this browser holds the key that signs its requests at an event. */
export const hasRequestKey = async (eventId: string): Promise<boolean> => (await keptPair(requestKeyOf(eventId))) !== null;

async function post(eventId: string, act: "begin" | "make" | "ask" | "show", said: object): Promise<Outcome<unknown, KeyFault>> {
  try {
    const answer = await fetch(`/entry/${eventId}/key/${act}`, { method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
    const read = Answer.safeParse(await answer.json());
    if (!read.success) return failed("busy");
    return read.data.ok ? done(read.data.value) : failed(read.data.reason);
  } catch {
    return failed("busy");
  }
}

async function asked(eventId: string, act: "begin" | "ask", said: object) {
  const answer = await post(eventId, act, said);
  if (!answer.ok) return answer;
  const asking = Asking.safeParse(answer.value);
  return asking.success ? done(asking.data) : failed("busy" as const);
}

/** What a browser says when its authenticator was not used after all. */
const faultOf = (fault: unknown): KeyFault => (fault instanceof Error && (fault.name === "NotAllowedError" || fault.name === "AbortError") ? "cancelled" : "unable");

/** Makes the guest's key: a passkey of their device, or one that this browser keeps. The house keeps its public half. */
export async function makeKey(eventId: string, kind: GuestKeyKind): Promise<Outcome<null, KeyFault>> {
  const begun = await asked(eventId, "begin", { kind });
  if (!begun.ok) return begun;
  let made: KeyMade;
  try {
    if ("make" in begun.value) {
      const { startRegistration } = await import("@simplewebauthn/browser");
      // The house's own options, shaped by the same library; read above no further than that they are some.
      const optionsJSON = begun.value.make as unknown as PublicKeyCredentialCreationOptionsJSON;
      made = { kind: "passkey", passkey: (await startRegistration({ optionsJSON })) as Extract<KeyMade, { kind: "passkey" }>["passkey"] };
    } else if (begun.value.kind === "software") {
      const { question } = begun.value;
      const pair = await newPair();
      await keepPair(softwareKeyOf(eventId), pair);
      made = { kind: "software", question, publicKey: await publicHalf(pair), signature: await signText(pair, keyWords(question)) };
    } else return failed("busy");
  } catch (fault) {
    return failed(faultOf(fault));
  }
  const kept = await post(eventId, "make", made);
  return kept.ok ? done(null) : kept;
}

/** Shows the guest's key: it vouches for a fresh key of this browser, which signs everything from here on. */
export async function showKey(eventId: string): Promise<Outcome<null, KeyFault>> {
  let pair: CryptoKeyPair;
  let requestKey: string;
  try {
    pair = await newPair();
    requestKey = await publicHalf(pair);
  } catch {
    return failed("unable");
  }
  const asking = await asked(eventId, "ask", { requestKey });
  if (!asking.ok) return asking;
  let shown: KeyShown;
  try {
    if ("use" in asking.value) {
      const { startAuthentication } = await import("@simplewebauthn/browser");
      const optionsJSON = asking.value.use as unknown as PublicKeyCredentialRequestOptionsJSON;
      shown = { kind: "passkey", requestKey, passkey: (await startAuthentication({ optionsJSON })) as Extract<KeyShown, { kind: "passkey" }>["passkey"] };
    } else if (asking.value.kind === "software") {
      const { question } = asking.value;
      const own = await keptPair(softwareKeyOf(eventId));
      if (!own) return failed("unable");
      shown = { kind: "software", requestKey, question, signature: await signText(own, keyWords(question)) };
    } else return failed("busy");
  } catch (fault) {
    return failed(faultOf(fault));
  }
  const believed = await post(eventId, "show", shown);
  if (!believed.ok) return believed;
  try {
    await keepPair(requestKeyOf(eventId), pair);
  } catch {
    return failed("unable");
  }
  return done(null);
}
