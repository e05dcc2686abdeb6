import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Language } from "#contracts/languages.ts";
import type { CompanionForm, GuestEdit, GuestForm, PublicJoin, TakeOutReason } from "#contracts/guests.ts";
import type * as z from "#contracts/zod.ts";
import type { Knock } from "#server/access/knock.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import { add } from "#server/guests/add.ts";
import { calendar } from "#server/guests/calendar.ts";
import { bring, bringing, bringNobody } from "#server/guests/companion.ts";
import { door } from "#server/guests/door.ts";
import { openDoubleClicks } from "#server/guests/double-click.ts";
import type { Entered, Entering, Lost } from "#server/guests/enter.ts";
import { setEarly } from "#server/guests/early.ts";
import { edit } from "#server/guests/edit.ts";
import { enter } from "#server/guests/enter.ts";
import type { JoiningBrowser } from "#server/guests/join-open.ts";
import { joinOpen } from "#server/guests/join-open.ts";
import type { ListPart } from "#server/guests/list.ts";
import { list } from "#server/guests/list.ts";
import { me } from "#server/guests/me.ts";
import { paste } from "#server/guests/paste.ts";
import { reissue } from "#server/guests/reissue.ts";
import { sendAgain } from "#server/guests/send-again.ts";
import { send } from "#server/guests/send.ts";
import { mute, remove } from "#server/guests/take.ts";
import { takeOut } from "#server/guests/take-out.ts";
import { tally } from "#server/guests/tally.ts";
import { withdraw } from "#server/guests/withdraw.ts";
import type { Room } from "#server/room.ts";

export type { GuestRow } from "#server/guests/list.ts";
export type { GuestTally } from "#server/guests/tally.ts";
export type { Pasted } from "#server/guests/paste.ts";

/** Who joins open events from one network address in ten minutes: more than a full hotel, fewer than a machine. */
const joinsMax = 300;

/** Guests and speakers: put on the list, written to, let in at the door, taken away. */
export function openGuests(room: Room, sessions: Sessions) {
  const once = openDoubleClicks<Entered, Lost>();
  const joins = new RateLimiterMemory({ points: joinsMax, duration: 600 });
  return {
    add: (pass: Pass<"guest.invite">, form: GuestForm) => add(room, pass, form),
    paste: (pass: Pass<"guest.invite">, lines: string, place: string, isDryRun: boolean) => paste(room, pass, lines, place, isDryRun),
    edit: (pass: Pass<"guest.invite">, guestId: string, to: GuestEdit) => edit(room, pass, guestId, to),
    list: (pass: Pass<"guest.list">, part?: ListPart) => list(room, pass, part),
    tally: (pass: Pass<"guest.list">) => tally(room, pass),
    takeOut: (pass: Pass<"guest.export">, reason: TakeOutReason) => takeOut(room, pass, reason),
    send: (pass: Pass<"guest.invite">, guestIds: readonly string[]) => send(room, pass, guestIds),
    reissue: (pass: Pass<"guest.invite">, code: Pass<"code.give">, guestId: string) => reissue(room, pass, code, guestId),
    withdraw: (pass: Pass<"guest.invite">, guestId: string) => withdraw(room, pass, guestId),
    remove: (pass: Pass<"guest.remove">, guestId: string) => remove(room, pass, guestId),
    setEarly: (pass: Pass<"product.edit">, guestId: string, isEarly: boolean) => setEarly(room, pass, guestId, isEarly),
    mute: (pass: Pass<"guest.mute">, guestId: string, isMuted: boolean) => mute(room, pass, guestId, isMuted),
    door: (pass: Pass<"door.enter">, knock: Knock) => door(room, pass, knock),
    enter: (pass: Pass<"door.enter">, knock: Knock, entering: Entering) =>
      once(entering.press ? `${entering.press} ${entering.code ?? ""}` : null, `${knock.invitationId} ${entering.instead}`, () => enter(room, sessions, pass, knock, entering)),
    sendAgain: (knock: Knock) => sendAgain(room, knock),
    /** Whether one more may join from a network address now; counts them. */
    mayJoin: (_pass: Pass<"door.enter">, address: string): Promise<boolean> => joins.consume(address).then(() => true, () => false),
    joinOpen: (pass: Pass<"door.enter">, form: z.infer<typeof PublicJoin>, browser: JoiningBrowser) => joinOpen(room, sessions, pass, form, browser),
    me: (pass: Pass) => me(room, pass),
    bring: (pass: Pass<"companion.bring">, form: CompanionForm) => bring(room, pass, form),
    bringing: (pass: Pass<"companion.bring">) => bringing(room, pass),
    bringNobody: (pass: Pass<"companion.bring">) => bringNobody(room, pass),
    calendar: (pass: Pass<"event.know">, lang: Language) => calendar(room, pass, lang),
  };
}
