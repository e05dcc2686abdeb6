import type { Answer, Ask, CommandName, CommandReason } from "#contracts/commands.ts";
import type { commands } from "#contracts/commands.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done, failed } from "#contracts/outcome.ts";
import type { Pass } from "#server/access/pass.ts";
import type { House } from "#server/house.ts";
import type { Seat } from "#server/seats/seat.ts";

export type Handlers = {
  [N in CommandName]: (
    pass: Pass<(typeof commands)[N]["needs"]>,
    ask: Ask<N>,
    seat: Seat,
  ) => Promise<Outcome<Answer<N>, CommandReason>>;
};

/** What each command does: one call of the subject that a page would call, too. */
export const handlersOf = (house: House): Handlers => ({
  async "reaction.send"(pass, { reaction }) {
    house.reactions.count(pass, reaction);
    return done(null);
  },
  "people.ask": async (pass) => done(await house.attendance.people(pass)),
  "chat.post": (pass, { body }) => house.chat.post(pass, body),
  "chat.hide": (pass, { lineId, isHidden }) => house.chat.hide(pass, lineId, isHidden),
  "guest.mute": (pass, { guestId, isMuted }) => house.guests.mute(pass, guestId, isMuted),
  "guest.remove": (pass, { guestId }) => house.guests.remove(pass, guestId),
  "seat.here": async () => done({}),
  "seat.moveLook": (pass, { code }) => house.moves.look(pass, code),
  "seat.move": (pass, { code }) => house.moves.move(pass, code),
  "event.announce": (pass) => house.events.announce(pass),
  "event.openDoors": (pass) => house.events.openDoors(pass),
  "event.goLive": (pass) => house.events.goLive(pass),
  "event.end": (pass) => house.events.end(pass),
  "stage.ready": async (pass, { isReady }, seat) => done(await house.stage.ready(pass, seat, isReady)),
  "stage.bringOn": (pass, { seatId }) => house.stage.bringOn(pass, seatId),
  "stage.takeOff": (pass, { seatId }) => house.stage.takeOff(pass, seatId),
  "call.key": (pass, _ask, seat) => house.callKeys.ask(pass, seat),
  "call.keyInForce": async (pass, { epoch }, seat) => house.callKeys.inForce(pass, seat, epoch),
  "stage.reveal": (pass, { to }) => house.stage.reveal(pass, to),
  "stage.curtain": (pass, { isDown }) => house.stage.curtain(pass, isDown),
  "mark.ask": async (pass, { lang }, seat) => done({ mark: await house.mark.ask(pass, seat, lang) }),
  async "mark.broken"(pass, { how }, seat) {
    await house.mark.broken(pass, seat, how);
    return done({});
  },
  async "call.ticket"(_pass, _ask, seat) {
    return house.hasPicture() ? done({ ticket: house.seating.giveTicket(seat) }) : failed("noPicture");
  },
});
