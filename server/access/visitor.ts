import type { Language } from "#contracts/languages.ts";
import type { Role } from "#contracts/staff.ts";

/** A member of staff, as a session carries them. */
export interface StaffIdentity {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly isNarrowed: boolean;
  readonly onlyEvents: readonly string[];
  readonly language: Language;
}

/** What a request's session amounts to now. Who somebody is at an event is asked by the door, per event. */
export interface Visitor {
  readonly sessionId: string | null;
  readonly staff: StaffIdentity | null;
}

/** Nobody known. */
export const stranger: Visitor = { sessionId: null, staff: null };
