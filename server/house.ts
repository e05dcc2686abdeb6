import type { As, Door } from "#server/access/admit.ts";
import type { KnockAt } from "#server/access/knock.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import type { Anchor } from "#server/audit/anchor.ts";
import { openRecord } from "#server/audit/record.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { openChat } from "#server/chat/chat.ts";
import { openDevices } from "#server/devices/devices.ts";
import type { Drills } from "#server/drill/drill.ts";
import { openEntrance } from "#server/door/door.ts";
import { openConsents } from "#server/consents/consents.ts";
import { openEvents } from "#server/events/events.ts";
import { eraseFiles, filesIn } from "#server/files/disk.ts";
import { openFiles } from "#server/files/files.ts";
import { openGuests } from "#server/guests/guests.ts";
import { openLost } from "#server/guests/lost.ts";
import type { TakenLog } from "#server/infra/taken.ts";
import { openBrowserKeys } from "#server/keys/keys.ts";
import type { openMail } from "#server/mail/mail.ts";
import { openMark } from "#server/mark/mark.ts";
import { openPack } from "#server/pack/pack.ts";
import { openProduct } from "#server/product/product.ts";
import { openReactions } from "#server/reactions/reactions.ts";
import type { CopyDays } from "#server/rest/rest.ts";
import { openRest } from "#server/rest/rest.ts";
import type { Room } from "#server/room.ts";
import type { Seat } from "#server/seats/seat.ts";
import { isEncrypted } from "#server/seats/seat.ts";
import type { Seating } from "#server/seats/seating.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openCurtain } from "#server/stage/curtain.ts";
import { openPresence } from "#server/stage/presence.ts";
import { openStage } from "#server/stage/stage.ts";
import { openCallKeys } from "#server/video/call-keys.ts";
import type { MediaKeys } from "#server/video/media-keys.ts";
import type { Video } from "#server/video/video.ts";

export interface HouseDeps {
  room: Room;
  door: Door;
  knock: KnockAt;
  sessions: Sessions;
  seating: Seating;
  video: Video;
  mail: ReturnType<typeof openMail>;
  anchor: Anchor;
  taken: TakenLog;
  /** The leak drill, which knocks at this house from outside. */
  drills: Drills;
  /** How long copies are kept, by whoever runs the house. */
  days: CopyDays;
  /** Gives a seat its place in the call. */
  seatIn(seat: Seat): void;
  mediaKeys: MediaKeys;
  hasPicture(): boolean;
  onFault(fault: unknown): void;
}

/** The house's table of contents: every subject a page or a command may reach. */
export function openHouse({ room, door, knock, sessions, seating, video, mail, mediaKeys, anchor, taken, days, seatIn, hasPicture, onFault, drills }: HouseDeps) {
  const devices = openDevices(room);
  const consents = openConsents(room);
  const seatsOf = (eventId: string) => seating.seats({ eventId });
  const curtain = openCurtain(room, onFault);
  const mark = openMark({ room, takePicture: (seat) => video.takeBack(seat.eventId, seat.id, false), onFault });
  const files = openFiles(room, { markStill: mark.still, isCurtainDown: curtain.isDown });
  const product = openProduct(room, { files, isCurtainDown: curtain.isDown });
  return {
    ...{ door, knock, sessions, seating, video, mail, hasPicture, devices, drills, files, product, mark },
    announcer: room.announcer,
    callKeys: openCallKeys(mediaKeys),
    passOf: door.passOf,
    audit: room.audit,
    record: openRecord(room, anchor),
    pack: openPack(room, anchor),
    maison: room.maison,
    staff: openStaff(room, sessions),
    boutiques: openBoutiques(room),
    events: openEvents(room, consents),
    consents,
    guests: openGuests(room, sessions),
    lost: openLost(room, onFault),
    ...openEntrance(room, sessions, { seatsOf: seating.seats }),
    keys: openBrowserKeys(room, sessions),
    chat: openChat(room, { seatsOf: seating.seats, onFault }),
    reactions: openReactions(room, onFault),
    rest: openRest({
      ...{ room, taken, consents, days, onFault },
      endSeats: (eventId) => seating.endAll({ eventId }, "revoked"),
      endCall: video.end,
      eraseFiles: (eventId) => eraseFiles(filesIn(room.dataDir), eventId),
    }),
    attendance: openPresence(room, seatsOf),
    stage: openStage({ room, video, seatsOf, find: seating.find, mayGoOut: (seat) => !isEncrypted(seat) || mediaKeys.mayGoOut(seat.eventId, seat.id), curtain, shown: product.shown, seatIn, hasPicture, onFault }),
    /** Whether a tablet's handshake carries the proof of its own key; true for whoever is not a tablet at this event. */
    async isDeviceProved(visitor: Visitor, eventId: string, as: As, proof: string | undefined): Promise<boolean> {
      const look = await door.look(visitor, eventId, as);
      if (look?.holder.kind !== "device" || !visitor.sessionId) return true;
      const key = await devices.keyOf(door.passOf(look, "event.know"));
      return proof !== undefined && devices.isProved(key, visitor.sessionId, proof);
    },
  };
}
export type House = ReturnType<typeof openHouse>;
