import { SeatEnding } from "#contracts/news.ts";
import { fileMimes } from "#contracts/product.ts";

/**
 * What a column holds (C11). Nothing else may be stored: a column that names a person, an event, a place, a product, a
 * price, a file or an address, or keeps what somebody wrote, is sealed.
 */
export type Holds =
  /** An id of ours: a prefix and 128 random bits. */
  | "id"
  | "ids"
  /** A word of a closed list; the list where the database does not know it. */
  | "word"
  | readonly string[]
  /** SHA-256, or an HMAC under a key of the house's. */
  | "digest"
  /** A password as argon2id keeps it. */
  | "password"
  /** Sealed under the event's key, the house's, the event's agreements', or the first two by whether the row is of an event. */
  | "E"
  | "H"
  | "N"
  | "EorH"
  | "time"
  | "number"
  | "flag"
  /** A time zone by its name in the world's list. */
  | "zone"
  /** A local time without a zone: 2027-03-11T11:30, or nothing. */
  | "localTime"
  /** The public half of a key, or the name an authenticator gave to it. */
  | "publicKey"
  /** Yes, no and months: what an event wishes. */
  | "wishes"
  /** Who acted, and ids, numbers and closed words about it. */
  | "facts"
  /** `online`, or a boutique's id. */
  | "place"
  /** `house`, or an event's id. */
  | "chain"
  /** The name of an act: thing.past. */
  | "act"
  /** What stands on every page, for everybody. */
  | "public"
  | "publicBytes";

const endings = [...SeatEnding.options, "still"] as const;
const mailFaults = ["unreachable", "notAccepted", "recipientRefused", "withdrawn", "eventOver", "keyGone", "tooLate"] as const;

/** Every column of every table. A test fails on one that is not listed, and on data that is not what is said here. */
export const columns = {
  Maison: {
    ...{ id: "id", name: "H", wordmark: "public", accent: "public", accentNight: "public", displayFace: "public", setName: "publicBytes", generation: "number", createdAt: "time" },
  },
  MaisonFont: { id: "id", bytes: "publicBytes", createdAt: "time" },
  Staff: {
    ...{ id: "id", name: "H", email: "H", emailHash: "digest", passwordHash: "password", passwordSetAt: "time", roles: "word", isNarrowed: "flag", onlyEvents: "ids", language: "word" },
    ...{ invitedById: "id", createdAt: "time", removedAt: "time", ownerConfirmedAt: "time", ownerConfirmedById: "id", totpSecret: "H", totpSetAt: "time", totpStep: "number" },
  },
  StaffPasskey: {
    ...{ id: "id", staffId: "id", credentialId: "publicKey", publicKey: "publicKey", counter: "number", name: "H", createdAt: "time", usedAt: "time", endedAt: "time" },
    transports: ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"],
  },
  StaffRecoveryCode: { id: "id", staffId: "id", codeHash: "digest", createdAt: "time", usedAt: "time" },
  StaffInvite: {
    ...{ id: "id", kind: "word", tokenHash: "digest", name: "H", email: "H", roles: "word", onlyEvents: "ids", staffId: "id", createdById: "id" },
    ...{ createdAt: "time", expiresAt: "time", usedAt: "time", endedAt: "time" },
  },
  Session: {
    ...{ id: "id", tokenHash: "digest", staffId: "id", browser: "H", createdAt: "time", seenAt: "time", signedInAt: "time", signedInBy: "word" },
    ...{ steppedUpAt: "time", endedAt: "time" },
  },
  SessionIdentity: {
    ...{ id: "id", sessionId: "id", eventId: "id", guestId: "id", deviceId: "id", boundAt: "time", codeAt: "time", keyId: "id", keyProvedAt: "time" },
    ...{ requestKey: "publicKey", endedAt: "time" },
  },
  Boutique: { id: "id", name: "H", city: "H", zone: "zone", createdAt: "time", endedAt: "time" },
  Event: {
    ...{ id: "id", level: "word", mode: "word", format: "word", phase: "word", wishes: "wishes", title: "E", codeName: "E", place: "E", slug: "E", slugHash: "digest" },
    ...{ startsAt: "time", zone: "zone", localStart: "localTime", callName: "id", version: "number", lineSeq: "number", seatSeq: "number", createdById: "id" },
    ...{ createdAt: "time", announcedAt: "time", doorsAt: "time", liveAt: "time", endedAt: "time", earlyRevealedAt: "time", revealedAt: "time", curtainAt: "time" },
    ...{ agreementVersion: "number", keyEpoch: "number", networks: "E", welcome: "E", drillOf: "id", purgeAt: "time", purgedAt: "time", quarantinedAt: "time" },
  },
  EventBoutique: { eventId: "id", boutiqueId: "id" },
  Client: { id: "id", name: "H", email: "H", emailHash: "digest", language: "word", advisorId: "id", createdAt: "time" },
  Guest: {
    ...{ id: "id", eventId: "id", clientId: "id", kind: "word", name: "E", number: "number", language: "word", isEarly: "flag", boutiqueId: "id", companionOf: "id", brings: "E" },
    ...{ expectedAt: "time", mutedAt: "time", removedAt: "time", createdAt: "time" },
  },
  Invitation: {
    ...{ id: "id", kind: "word", eventId: "id", guestId: "id", tokenHash: "digest", createdAt: "time", sentAt: "time", openedAt: "time", boundAt: "time" },
    ...{ boundSessionId: "id", expiresAt: "time", endedAt: "time" },
  },
  Seat: {
    ...{ id: "id", eventId: "id", sessionId: "id", guestId: "id", deviceId: "id", staffId: "id", startedAt: "time", seenAt: "time", endedAt: "time" },
    ...{ endedWhy: endings, markCode: "number" },
  },
  Device: {
    ...{ id: "id", eventId: "id", boutiqueId: "id", number: "number", publicKey: "publicKey", pairedById: "id", pairedAt: "time", armedUntil: "time" },
    ...{ armedById: "id", revokedAt: "time" },
  },
  Pairing: { id: "id", sessionId: "id", codeHash: "digest", publicKey: "publicKey", createdAt: "time", expiresAt: "time", usedAt: "time", deviceId: "id" },
  ChatLine: { id: "id", eventId: "id", seq: "number", guestId: "id", staffId: "id", body: "E", createdAt: "time", hiddenAt: "time", hiddenById: "id" },
  ReactionMinute: { eventId: "id", place: "place", minute: "time", bravo: "number", love: "number", wonder: "number", rose: "number" },
  Letter: {
    ...{ id: "id", kind: "word", eventId: "id", invitationId: "id", inviteId: "id", recipient: "EorH", content: "EorH", state: "word", fault: mailFaults },
    ...{ createdAt: "time", sentAt: "time" },
  },
  Entry: { id: "id", chain: "chain", seq: "number", at: "time", name: "act", actor: "facts", facts: "facts", prevHash: "digest", hash: "digest" },
  Consent: {
    ...{ id: "id", kind: "word", eventId: "id", wish: ["open", "invited", "confidential", "sealed", "online", "hybrid", "inStore"], askedById: "id", askedReason: "H" },
    ...{ askedAt: "time", expiresAt: "time", agreedById: "id", agreedReason: "H", agreedAt: "time", usedAt: "time", endedAt: "time" },
  },
  DoorCode: {
    ...{ id: "id", eventId: "id", guestId: "id", codeHash: "digest", givenById: "id", createdAt: "time", expiresAt: "time", wrongTries: "number" },
    ...{ notBefore: "time", usedAt: "time", endedAt: "time" },
  },
  SeatMove: { id: "id", eventId: "id", guestId: "id", sessionId: "id", codeHash: "digest", createdAt: "time", expiresAt: "time", approvedAt: "time", endedAt: "time" },
  GuestKey: {
    ...{ id: "id", eventId: "id", guestId: "id", sessionId: "id", kind: "word", credentialId: "publicKey", publicKey: "publicKey", counter: "number" },
    ...{ createdAt: "time", checkedAt: "time", endedAt: "time" },
  },
  AgreementText: { id: "id", eventId: "id", version: "number", language: "word", body: "N", textHash: "digest", createdById: "id", createdAt: "time" },
  Agreement: {
    ...{ id: "id", eventId: "id", kind: "word", guestId: "id", staffId: "id", version: "number", language: "word", textHash: "digest", record: "N", at: "time", retainUntil: "time" },
  },
  Product: { eventId: "id", names: "E", price: "E", pictureId: "id", updatedAt: "time" },
  EventFile: {
    ...{ id: "id", eventId: "id", kind: "word", name: "E", isVeiled: "flag", createdAt: "time", endedAt: "time" },
    mime: fileMimes,
  },
  Drill: { id: "id", eventId: "id", startedById: "id", startedAt: "time", endedAt: "time", tried: "number", found: "number", report: "E" },
  ProofPack: { id: "id", eventId: "id", madeById: "id", madeAt: "time", digest: "digest" },
} as const satisfies Record<string, Record<string, Holds>>;

/** The columns that hold one kind of thing, with their tables. */
export const columnsOf = (...kinds: readonly Holds[]): { table: string; column: string; holds: Holds }[] =>
  Object.entries(columns).flatMap(([table, all]) =>
    Object.entries<Holds>(all).flatMap(([column, holds]) => (kinds.includes(holds) ? [{ table, column, holds }] : [])),
  );
