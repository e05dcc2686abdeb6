import { createHash } from "node:crypto";
import type { Asked, Nonce } from "#contracts/signed.ts";
import { nonceSeconds, Proof, requestWords } from "#contracts/signed.ts";
import type { Look } from "#server/access/admit.ts";
import type { Pass, PassEvent } from "#server/access/pass.ts";
import { stepsLeft } from "#server/access/policy.ts";
import { profileOf } from "#server/access/profile.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openOnce } from "#server/keys/once.ts";
import type { Room } from "#server/room.ts";

const perBrowser = 32;
const atOnce = 100_000;

/** The house's name for a session in whatever that session's browser signs. */
export const sessionWord = (sessionId: string): string => createHash("sha256").update(`session\0${sessionId}`).digest("base64url");

/** Whether an event asks each browser for a key of its own, and for its signature on each request. */
export const isAsked = (event: Pick<PassEvent, "level" | "wishes">): boolean => profileOf(event.level, event.wishes).entry.includes("key");

/** Requests signed by the browser's own key (C15): nonces given and taken here, in this process, each once. */
export function openRequests({ clock, origin }: Room) {
  const nonces = openOnce<true>({ clock, lifeMs: nonceSeconds * 1000, perOwner: perBrowser, most: atOnce });

  return {
    isAsked,

    /**
     * Whether nothing but a signature that counts is missing at such an event: a cookie alone, which opens an empty shell.
     * Whoever has another step to take at the door is none of these.
     */
    isAwaited: ({ standing, holder }: Look): boolean => {
      const { event, guest, device } = standing;
      if (!isAsked(event)) return false;
      if (holder.kind === "device") return device?.kind === "device" && device.isProved === false;
      if ((guest?.kind !== "guest" && guest?.kind !== "speaker") || guest.kind !== holder.kind || guest.isRemoved) return false;
      return stepsLeft(guest, event).every((step) => step === "key") && !guest.proofs.has("key");
    },

    /** A nonce for the holder's browser to sign one request with; null where nobody asks for that, or the house is full. */
    nonce({ event, holder }: Pass<"event.know">): Nonce | null {
      if (!isAsked(event) || holder.kind === "steward" || holder.kind === "staff" || !holder.sessionId) return null;
      const nonce = nonces.give(holder.sessionId, true);
      return nonce === null ? null : { nonce, session: sessionWord(holder.sessionId) };
    },

    /**
     * The visitor together with what their browser signed, when `proof` carries a nonce that was given to this session and
     * never used. Whether the signature is that browser's own is asked by the door, of the key it has there.
     */
    signing(visitor: Visitor, proof: string | undefined, asked: Asked): Visitor {
      const { sessionId } = visitor;
      if (!sessionId || proof === undefined || !Proof.safeParse(proof).success) return visitor;
      const [nonce = "", signature = ""] = proof.split(".");
      if (!nonces.take(sessionId, nonce)) return visitor;
      const words = requestWords({ nonce, session: sessionWord(sessionId) }, origin, asked);
      return { ...visitor, signed: { words, signature: Buffer.from(signature, "base64url") } };
    },
  };
}
