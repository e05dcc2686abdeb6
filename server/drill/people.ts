import type { DrillPerson } from "#contracts/drill.ts";
import type { Jar } from "#server/drill/ask.ts";
import type { ShadowGuest } from "#server/drill/canaries.ts";
import { giveKey, goIn, linksOf, sit } from "#server/drill/go-in.ts";
import type { Knocker, Knocking } from "#server/drill/knocker.ts";
import { asksOf } from "#server/drill/may-see.ts";
import { belongElsewhere, placeTablet, signIn } from "#server/drill/put-in-place.ts";
import { why } from "#server/drill/shadow.ts";
import type { Line } from "#server/drill/wire.ts";

/** Everybody the drill knocks as, each in place: the event is live, its piece veiled where it is, one guest removed. */
export interface Cast {
  readonly people: Partial<Record<DrillPerson, Knocker>>;
  readonly links: Record<ShadowGuest, string>;
  /** The seat that the admitted guest has, for whoever would like it, and the line they have it by. */
  readonly seatId: string;
  readonly line: Line;
}

/** Brings the shadow to where it can be tried: people at their steps of the door, the event live, a line in its chat. */
export async function gather(at: Knocking, control: Jar): Promise<Cast> {
  const { house, steward, shadow } = at;
  const { eventId, event } = shadow;
  const links = await linksOf(at);
  const asks = asksOf(event);
  const agreeing = asks.agreement ? await goIn(at, "beforeAgreement", links.beforeAgreement, false) : null;
  const admitted = await goIn(at, "beforeReveal", links.beforeReveal, true);
  const removed = await goIn(at, "removed", links.removed, true);
  must(await house.events.openDoors(await steward.pass(eventId, "event.open", why)));
  must(await house.events.goLive(await steward.pass(eventId, "event.open", why)));
  const isKeyed = house.keys.isAsked({ level: event.level, wishes: (await steward.pass(eventId, "event.know", why)).event.wishes });
  const [signAdmitted, signRemoved] = isKeyed ? [await giveKey(at, "beforeReveal", admitted), await giveKey(at, "removed", removed)] : [null, null];

  const seated = await sit(at, admitted, signAdmitted);
  const left = await sit(at, removed, signRemoved);
  const said = await left.line.command("call.ticket", {});
  const ticket = said && (/"ticket":"([^"]+)"/.exec(said)?.[1] ?? null);
  must(await house.guests.remove(await steward.pass(eventId, "guest.remove", why), shadow.guests.removed));
  left.line.close();

  const visitor = await house.sessions.visitorOf(control.cookie);
  must(await house.chat.post(await house.door.admit(visitor, eventId, "chat.post", "staff"), `The ${shadow.canaries.chat} is what I came for`));

  const plain = { me: null, links: [], held: null, sign: null };
  // A link that was passed on: where a code is asked for it tells nothing to anybody.
  const passedOn = asks.code ? [links.beforeReveal] : [];
  const people: Cast["people"] = {
    stranger: { ...plain, who: "stranger", jar: { cookie: null }, links: passedOn },
    uninvited: { ...plain, who: "uninvited", jar: await belongElsewhere(at), links: passedOn },
    beforeCode: { ...plain, who: "beforeCode", me: "beforeCode", jar: { cookie: null }, links: [links.beforeCode] },
    ...(agreeing ? { beforeAgreement: { ...plain, who: "beforeAgreement" as const, me: "beforeAgreement" as const, jar: agreeing, links: [links.beforeAgreement] } } : {}),
    beforeReveal: { ...plain, who: "beforeReveal", me: "beforeReveal", jar: admitted, links: [links.beforeReveal], sign: signAdmitted },
    removed: { ...plain, who: "removed", me: "removed", jar: removed, links: [links.removed], held: { seatId: left.seatId, ticket }, sign: signRemoved },
    tablet: { ...plain, who: "tablet", jar: await placeTablet(at), links: passedOn },
    analyst: { ...plain, who: "analyst", jar: await signIn(at, "analyst") },
  };
  return { people, links, seatId: seated.seatId, line: seated.line };
}

function must(outcome: { ok: boolean; reason?: string }): void {
  if (!outcome.ok) throw new Error(`the shadow could not be played: ${outcome.reason}`);
}
