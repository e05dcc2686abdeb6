import type { Role } from "#contracts/staff.ts";
import { Role as RoleWord } from "#contracts/staff.ts";
import * as z from "#contracts/zod.ts";
import type { EntryRead } from "#server/audit/record.ts";

/** The acts of the audit that have words, each a key under `record.did.`; a test finds the one that is missing. */
const acts = [
  "maison.renamed",
  "maison.dressed",
  "maison.fontKept",
  "maison.fontTakenOff",
  "boutique.created",
  "boutique.renamed",
  "boutique.removed",
  "boutique.putBack",
  "event.created",
  "letter.read",
  "staff.firstLinkMade",
  "staff.invited",
  "staff.inviteWithdrawn",
  "staff.joined",
  "staff.recovered",
  "staff.recoveryLinkMade",
  "staff.signedIn",
  "staff.signInFailed",
  "staff.passwordChanged",
  "staff.removed",
  "staff.steppedUp",
  "staff.appSet",
  "staff.appEnded",
  "staff.passkeyAdded",
  "staff.passkeyEnded",
  "staff.recoveryCodesMade",
  "owner.confirmed",
  "owner.datedBack",
  "consent.asked",
  "consent.agreed",
  "consent.refused",
  "consent.withdrawn",
  "content.read",
  "event.edited",
  "event.moved",
  "level.raised",
  "level.lowered",
  "session.ended",
  "mark.tampered",
  "leak.traced",
  "drill.started",
  "drill.ended",
  "event.announced",
  "event.doorsOpened",
  "event.wentLive",
  "event.ended",
  "event.cancelled",
  "event.purged",
  "event.quarantined",
  "event.reopened",
  "code.given",
  "code.accepted",
  "code.voided",
  "door.openedAgain",
  "door.entered",
  "door.linkAsked",
  "seat.moved",
  "seat.reissued",
  "agreement.saved",
  "agreement.signed",
  "agreement.refused",
  "agreement.listed",
  "house.quarantined",
  "house.keyRotated",
  "agreements.forgotten",
  "audit.exported",
  "pack.made",
  "guest.added",
  "guest.edited",
  "guest.exported",
  "guest.invited",
  "guest.told",
  "guest.thanked",
  "companion.named",
  "companion.takenBack",
  "guest.joined",
  "guest.removed",
  "guest.muted",
  "guest.unmuted",
  "guest.madeEarly",
  "guest.madeUsual",
  "invitation.withdrawn",
  "browser.ended",
  "device.paired",
  "device.armed",
  "device.disarmed",
  "tablet.staffEntered",
  "device.revoked",
  "chat.hidden",
  "chat.shown",
  "stage.broughtOn",
  "stage.tookOff",
  "stage.revealed",
  "curtain.dropped",
  "curtain.raised",
  "product.edited",
  "product.pictured",
  "file.added",
  "file.removed",
  "file.veiled",
  "file.unveiled",
  "key.made",
  "key.proved",
  "event.erased",
] as const;
export type Act = (typeof acts)[number];

const Actor = z.object({ kind: z.string(), id: z.string().optional() });
const Facts = z.record(z.string(), z.unknown());

/** An entry as it can be read: closed words for words of the catalogue, names where ids have one today, and the whole as it was written. */
export interface ReadEntry {
  seq: number;
  at: string;
  /** Null for an act that has no words here; then `name` is all there is. */
  act: Act | null;
  name: string;
  actor: { isHouse: boolean; name: string | null };
  about: string[];
  roles: Role[];
  full: string;
}

/** An entry's name as an act that has words; null for one that has none. */
export const actOf = (name: string): Act | null => acts.find((one) => one === name) ?? null;

/** Reads one entry with the names that belong to its ids; `names` goes by id. */
export function readEntry({ seq, at, name, actor, facts }: EntryRead, names: ReadonlyMap<string, string>): ReadEntry {
  const by = Actor.safeParse(actor).data;
  const told = Facts.safeParse(facts).data ?? {};
  const ids = Object.values(told).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const about = ids.flatMap((id) => (typeof id === "string" && id !== by?.id ? (names.get(id) ?? []) : []));
  return {
    ...{ seq, at, name },
    act: actOf(name),
    actor: { isHouse: by?.kind === "steward", name: (by?.id && names.get(by.id)) || null },
    about: [...new Set(about)],
    roles: z.array(RoleWord).safeParse(told.roles).data ?? [],
    full: JSON.stringify({ name, actor, facts }),
  };
}
