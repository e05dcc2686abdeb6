import type { Phase } from "#contracts/event.ts";
import type { GuestKind } from "#contracts/guests.ts";
import type { Knock } from "#server/access/knock.ts";
import { nameThrough, seesPlace } from "#server/access/lens.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Profile } from "#server/access/profile.ts";
import { profileOf } from "#server/access/profile.ts";
import { asksCode } from "#server/door/door.ts";
import { isTitleTold } from "#server/mail/mail.ts";
import type { Room } from "#server/room.ts";

/** The door of an event that asks for a code, before it: neither guest nor event, not when and not where. */
export interface CodeDoor {
  asks: "code";
  maison: string;
  state: Knock["state"];
  /** What a browser may do that opened a used link. */
  anotherBrowser: Profile["anotherBrowser"];
  guestName: null;
  otherName: null;
  eventName: null;
  place: null;
}

/** What the door of a personal link shows. Names are null where the level asks for more than the link. */
export interface LinkDoor {
  asks?: never;
  maison: string;
  guestName: string | null;
  /** Whom this browser stands for at the event now, when it is somebody else. */
  otherName: string | null;
  eventName: string | null;
  startsAt: string;
  zone: string;
  place: string | null;
  number: number;
  kind: GuestKind;
  phase: Phase;
  state: Knock["state"];
}
export type DoorView = CodeDoor | LinkDoor;

/** Reads what the door shows; changes nothing, since machines open links before people do. */
export async function door(room: Room, pass: Pass<"door.enter">, knock: Knock): Promise<DoorView> {
  const { db, sealed } = room;
  const maison = (await room.maison.read()).name;
  if (asksCode(pass)) {
    const { anotherBrowser } = profileOf(pass.event.level, pass.event.wishes);
    return { asks: "code", maison, state: knock.state, anotherBrowser, guestName: null, otherName: null, eventName: null, place: null };
  }
  const { sessionId } = pass.holder.kind === "steward" ? { sessionId: null } : pass.holder;
  const [guest, other] = await Promise.all([
    db.guest.findFirstOrThrow({ where: { id: knock.guestId, eventId: pass.eventId }, include: { event: true, boutique: true } }),
    knock.state === "otherPerson" && sessionId
      ? db.sessionIdentity.findFirst({ where: { sessionId, eventId: pass.eventId, endedAt: null }, orderBy: { boundAt: "desc" }, include: { guest: true } })
      : null,
  ]);
  const { event, boutique } = guest;
  const isLinkEnough = profileOf(event.level, pass.event.wishes).entry.every((step) => step === "link" || step === "name");
  const seal = sealed.event(event.id);
  // What the letter was allowed to tell, the door its link leads to may say.
  const lens = isTitleTold({ level: event.level, wishes: pass.event.wishes }) ? "full" : pass.lens;
  const nameOf = (one: { id: string; name: Uint8Array }) => seal.open(`Guest.name:${one.id}`, one.name);
  const column = (name: "title" | "codeName") => () => seal.open(`Event.${name}:${event.id}`, event[name]);
  const whereOf = () => {
    if (boutique) return (["name", "city"] as const).map((one) => sealed.house.open(`Boutique.${one}:${boutique.id}`, boutique[one])).join(", ");
    return event.place && seesPlace(pass) ? seal.open(`Event.place:${event.id}`, event.place) : null;
  };
  return {
    maison,
    guestName: isLinkEnough ? nameOf(guest) : null,
    otherName: other?.guest && isLinkEnough ? nameOf(other.guest) : null,
    eventName: isLinkEnough ? nameThrough({ lens, event: pass.event }, { title: column("title"), codeName: column("codeName") }) : null,
    startsAt: event.startsAt.toISOString(),
    zone: event.zone,
    place: isLinkEnough ? whereOf() : null,
    ...{ number: guest.number, kind: guest.kind, phase: event.phase, state: knock.state },
  };
}
