import type { Language } from "#contracts/languages.ts";
import type { Role } from "#contracts/staff.ts";

/** A member of staff behind a session. */
export interface StaffIdentity {
  readonly id: string;
  readonly roles: readonly Role[];
  /** Narrowed to named events: an outside partner sees only theirs. */
  readonly isNarrowed: boolean;
  readonly onlyEvents: readonly string[];
  readonly language: Language;
  /** Signed in by more than a password: a passkey, or a password and a second proof. */
  readonly isStrong?: boolean;
  /** Proved themselves again a moment ago, for acts that ask for it. */
  readonly isSteppedUp?: boolean;
}

/** What a request signed with its browser's own key (C15): the words that were signed, made by the house, and the signature. */
export interface Signed {
  readonly words: string;
  readonly signature: Uint8Array;
}

/** What a request's session amounts to now. Who somebody is at an event is asked by the door, per event. */
export interface Visitor {
  readonly sessionId: string | null;
  readonly staff: StaffIdentity | null;
  /** The address the request came from, as the house itself saw it. */
  readonly address?: string | null;
  readonly signed?: Signed | null;
}

/** Nobody known. */
export const stranger: Visitor = { sessionId: null, staff: null };
