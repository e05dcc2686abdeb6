
import type { HousePass, Pass } from "#server/access/pass.ts";
import type { House } from "#server/house.ts";

type Fn = (...args: never[]) => unknown;
/** What shows, as a first argument, that the door let somebody in. */
type Shown = Pass | HousePass;
type IsGuarded<F extends Fn> = Parameters<F> extends [infer First, ...unknown[]] ? ([First] extends [Shown] ? true : false) : false;

/** The functions of a house, as "subject.function" or "function", that take no pass first. */
export type Unguarded<H> = {
  [S in keyof H & string]: H[S] extends Fn
    ? IsGuarded<H[S]> extends true
      ? never
      : S
    : { [F in keyof H[S] & string]: H[S][F] extends Fn ? (IsGuarded<H[S][F]> extends true ? never : `${S}.${F}`) : never }[keyof H[S] & string];
}[keyof H & string];

/** The edges and the ground of the house: not subjects, and nothing of an event is read through them by a page. */
type Ground = "door" | "knock" | "passOf" | "sessions" | "seating" | "video" | "announcer" | "hasPicture";

/** Each function of a subject that may be called without a pass, and why. Whoever adds one writes the reason here. */
const exceptions = {
  "audit.write": "the ground under every subject; takes the transaction of what it records",
  "audit.record": "takes the transaction first, then the pass of who acts",
  "audit.recordHouse": "takes the transaction first, then the pass of who acts",
  "audit.verify": "the command line's: says how many entries follow, nothing of what they tell",
  "audit.prove": "the command line's: says how far a chain is believed, nothing of what it tells",
  "audit.heardBy": "boot sets who counts entries; no page reaches it",
  "maison.begin": "boot: a row for the maison before it has a name",
  "rest.goOn": "boot: ends a purge that was stopped halfway",
  "rest.again": "boot: forgets again what an older database brought back",
  "rest.forgetDue": "the queue: forgets the events whose day has come",
  "maison.picture": "the wordmark stands on every page and letter",
  "maison.fontAt": "the font stands on every page, the sign-in too",
  "maison.read": "the maison's name stands on every page, the sign-in too",
  "staff.me": "of the visitor themselves",
  "staff.mySessions": "of the visitor themselves",
  "staff.failedTries": "of the visitor themselves",
  "staff.writeFailedTries": "the house's own clock: writes what was counted",
  "staff.passwordSetAt": "of the visitor themselves",
  "staff.changePassword": "of the visitor themselves: stands on their password, or a proof given a moment ago",
  "staff.endSession": "of the visitor themselves: their own browsers only",
  "staff.endOtherSessions": "of the visitor themselves: their own browsers only",
  "staff.signOut": "a browser gives itself up",
  "staff.firstInviteLink": "boot and command line, while the maison has no staff yet",
  "staff.lookAtInvite": "stands on the secret of a one-time link",
  "staff.join": "stands on the secret of a one-time link",
  "staff.recover": "stands on the secret of a one-time link",
  "staff.signIn": "stands on a password",
  "staff.lookAtHalf": "stands on the word that was given for a right password",
  "staff.signInBySecond": "stands on that word and a second proof",
  "staff.askPasskey": "a text to sign; says nothing of anybody",
  "staff.signInByPasskey": "stands on a passkey's signature",
  "staff.askStepUp": "of the visitor themselves",
  "staff.stepUpByCode": "of the visitor themselves",
  "staff.stepUpByPasskey": "of the visitor themselves",
  "staff.secondProofs": "of the visitor themselves",
  "staff.askToMakePasskey": "of the visitor themselves",
  "staff.addPasskey": "of the visitor themselves",
  "staff.endPasskey": "of the visitor themselves: their own passkeys only",
  "staff.offerApp": "of the visitor themselves",
  "staff.offerAgain": "of the visitor themselves: an offer sealed for their browser",
  "staff.setApp": "of the visitor themselves",
  "staff.endApp": "of the visitor themselves",
  "staff.newRecoveryCodes": "of the visitor themselves",
  "consents.waitingFor": "a list across events: takes the visitor, goes through access/visible.ts",
  "consents.isAgreed": "asked by the subject whose act takes two owners; says yes or no",
  "consents.use": "takes the transaction of the act it allows",
  "boutiques.isZone": "pure: whether a time zone is one",
  "events.listForStaff": "a list across events: takes the visitor, goes through access/visible.ts",
  "events.listOpen": "a list across events: what anybody may find, through access/visible.ts",
  "events.open": "an open event by its public address; decided as a stranger",
  "events.shared": "an open event's picture and calendar file, by its address: asks the policy as a stranger first",
  "lost.ask": "an address as a stranger typed it; answers nothing, and writes to that address alone",
  "mail.tellCancelled": "the house's own word after an event was called off",
  "guests.sendAgain": "takes the knock, which carries its pass",
  "reactions.flush": "the house's own clock: writes what was counted",
  "reactions.close": "the house's own clock: writes what was counted",
  "attendance.changed": "a hint from the seats; who hears it stands in the catalogue",
  "stage.wake": "boot: which curtains were down when the house closed",
  "stage.waiting": "a number for the house's health",
  "stage.close": "the house's own clock: stores what fell",
  "stage.holdUnkeyed": "the media key's own clock: takes off the air who does not send under the key of now",
  "stage.open": "a hint from the committed phase; lifts those who said that they are ready",
  "stage.turned": "a hint from the committed phase; who hears it stands in the catalogue",
  "stage.seatChanged": "a hint from the seats; who hears it stands in the catalogue",
  "devices.challenge": "a text to sign; says nothing of any event",
  "devices.isProved": "checks a signature against a key",
  "devices.startPairing": "a tablet that is nobody yet shows its code",
  "devices.pairingState": "of the tablet's own session",
  "devices.lapse": "the house's own clock: has the door asked again about tablets whose night has passed",
  "keys.isAsked": "pure: whether an event asks for keys",
  "keys.isAwaited": "pure, of what the door found: whether a signature is still awaited",
  "keys.signing": "the edges': takes a nonce that was given to the visitor's own session",
  isDeviceProved: "asks the door itself, at a socket's handshake",
} as const satisfies Record<Unguarded<Omit<House, Ground>>, string>;

/** True only when nothing stands in the list that the house no longer has. */
type Stale = Exclude<keyof typeof exceptions, Unguarded<Omit<House, Ground>>>;
type IsNever<T> = [T] extends [never] ? true : false;
export const nothingStale: IsNever<Stale> = true;

/** The proof that this page can fail: a subject with one function that reaches an event by its id alone is named. */
type Burnt = Omit<House, Ground> & { chat: { burn(eventId: string): Promise<void> } };
// @ts-expect-error -- "chat.burn" has no line above
export const burntIsNoticed: IsNever<Exclude<Unguarded<Burnt>, keyof typeof exceptions>> = true;
/** And the same function with a pass is let through. */
type Guarded = Omit<House, Ground> & { chat: { burn(pass: Pass<"chat.moderate">): Promise<void> } };
export const guardedIsFine: IsNever<Exclude<Unguarded<Guarded>, keyof typeof exceptions>> = true;
