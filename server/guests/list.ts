import type { GuestKind } from "#contracts/guests.ts";
import type { Language } from "#contracts/languages.ts";
import type { Pass } from "#server/access/pass.ts";
import type { CodeCard } from "#server/door/door.ts";
import { asksCode, codeCards } from "#server/door/door.ts";
import { noteReading } from "#server/audit/note-reading.ts";
import { guestsOf } from "#server/guests/whose.ts";
import type { Room } from "#server/room.ts";

/** How far a guest's invitation has come. Nothing is noted when a link is merely opened: mail scanners open links, too. */
type InvitationState = "none" | "waiting" | "sent" | "entered" | "withdrawn" | "failed";

export interface GuestRow {
  id: string;
  name: string;
  /** Null for somebody who joined an open event without an invitation. */
  email: string | null;
  kind: GuestKind;
  number: number;
  language: Language;
  /** "online" or a boutique's id. */
  place: string;
  boutiqueName: string | null;
  invitation: InvitationState;
  /** Since when it stands there: put on the list, written, sent, come in, taken back. */
  invitationAt: string;
  isHere: boolean;
  /** The guest at whose side they come; null for who is invited in their own right. */
  broughtBy: { id: string; name: string } | null;
  /** Press or influencer: the piece may be shown to them first. */
  isEarly: boolean;
  mutedAt: string | null;
  removedAt: string | null;
  expectedAt: string | null;
  /** How their code stands; absent where the event asks for none. */
  code?: CodeCard;
  /** The browser they went in with, in the words they would know it by; absent where the event asks for no code. */
  browser?: { words: string; since: string } | null;
}

/** A part of the list: so many guests after so many. */
export interface ListPart {
  skip: number;
  take: number;
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** The event's list by number, names opened, all of it or a part; an advisor's holds own clients. */
export async function list(room: Room, pass: Pass<"guest.list">, part?: ListPart): Promise<GuestRow[]> {
  if (pass.event.phase === "purged") return [];
  await noteReading(room, pass, "guests");
  return readRows(room, pass, part);
}

/** The rows themselves, for who has recorded already that they are read. */
export async function readRows(room: Room, pass: Pass<"guest.list"> | Pass<"guest.export">, part?: ListPart): Promise<GuestRow[]> {
  const { db, clock, sealed } = room;
  const rows = await db.guest.findMany({
    where: guestsOf(pass),
    orderBy: { number: "asc" },
    ...part,
    include: {
      client: { select: { id: true, email: true } },
      boutique: { select: { id: true, name: true } },
      invitations: { orderBy: { createdAt: "desc" }, where: { kind: "personal" }, take: 1 },
      identities: { where: { endedAt: null }, orderBy: { boundAt: "desc" }, take: 1, select: { boundAt: true, session: { select: { id: true, browser: true } } } },
      seats: { where: { endedAt: null }, take: 1, select: { id: true } },
    },
  });
  const newest = rows.flatMap(({ invitations }) => invitations[0]?.id ?? []);
  const failed = await db.letter.findMany({ where: { invitationId: { in: newest }, kind: "invitation", state: "failed" }, select: { invitationId: true } });
  const isFailed = new Set(failed.map(({ invitationId }) => invitationId));
  const seal = sealed.event(pass.eventId);
  const codeOf = asksCode(pass) ? await codeCards({ db, clock }, pass.eventId) : null;
  const browserOf = ({ identities: [bound] }: (typeof rows)[number]) => {
    if (!bound) return null;
    const { id, browser } = bound.session;
    return { words: browser ? sealed.house.open(`Session.browser:${id}`, browser) : "", since: bound.boundAt.toISOString() };
  };
  const hostIds = rows.flatMap(({ companionOf }) => companionOf ?? []);
  const hosts = hostIds.length > 0 ? await db.guest.findMany({ where: { eventId: pass.eventId, id: { in: hostIds } }, select: { id: true, name: true } }) : [];
  const hostNames = new Map(hosts.map(({ id, name }) => [id, seal.open(`Guest.name:${id}`, name)]));
  const hostOf = (id: string | null) => (id === null ? null : { id, name: hostNames.get(id) ?? "" });
  return rows.map((row) => {
    const invitation = row.invitations[0];
    const step = (): [InvitationState, Date] => {
      if (row.identities[0]) return ["entered", row.identities[0].boundAt];
      if (!invitation) return ["none", row.createdAt];
      if (invitation.endedAt) return ["withdrawn", invitation.endedAt];
      if (isFailed.has(invitation.id)) return ["failed", invitation.createdAt];
      return invitation.sentAt ? ["sent", invitation.sentAt] : ["waiting", invitation.createdAt];
    };
    const [state, since] = step();
    return {
      ...{ id: row.id, kind: row.kind, number: row.number, language: row.language },
      name: seal.open(`Guest.name:${row.id}`, row.name),
      email: row.client && sealed.house.open(`Client.email:${row.client.id}`, row.client.email),
      place: row.boutiqueId ?? "online",
      boutiqueName: row.boutique && sealed.house.open(`Boutique.name:${row.boutique.id}`, row.boutique.name),
      ...{ invitation: state, invitationAt: since.toISOString() },
      isHere: row.seats.length > 0,
      isEarly: row.isEarly,
      broughtBy: hostOf(row.companionOf),
      ...{ mutedAt: iso(row.mutedAt), removedAt: iso(row.removedAt), expectedAt: iso(row.expectedAt) },
      ...(codeOf ? { code: codeOf(row.id), browser: browserOf(row) } : {}),
    };
  });
}
