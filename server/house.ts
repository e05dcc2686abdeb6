import type { As, Door } from "#server/access/admit.ts";
import type { KnockAt } from "#server/access/knock.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { openBoutiques } from "#server/boutiques/boutiques.ts";
import { openChat } from "#server/chat/chat.ts";
import { openDevices } from "#server/devices/devices.ts";
import { openEvents } from "#server/events/events.ts";
import { openGuests } from "#server/guests/guests.ts";
import type { openMail } from "#server/mail/mail.ts";
import { openMaison } from "#server/maison/maison.ts";
import { openReactions } from "#server/reactions/reactions.ts";
import type { Room } from "#server/room.ts";
import type { Seating } from "#server/seats/seating.ts";
import { openStaff } from "#server/staff/staff.ts";
import { openPresence } from "#server/stage/presence.ts";
import { openStage } from "#server/stage/stage.ts";
import type { Video } from "#server/video/video.ts";

export interface HouseDeps {
  room: Room;
  door: Door;
  knock: KnockAt;
  sessions: Sessions;
  seating: Seating;
  video: Video;
  mail: ReturnType<typeof openMail>;
  hasPicture(): boolean;
  onFault(fault: unknown): void;
}

/** The house's table of contents: every subject a page or a command may reach. */
export function openHouse({ room, door, knock, sessions, seating, video, mail, hasPicture, onFault }: HouseDeps) {
  const devices = openDevices(room);
  const seatsOf = (eventId: string) => seating.seats({ eventId });
  return {
    ...{ door, knock, sessions, seating, video, mail, hasPicture, devices },
    announcer: room.announcer,
    passOf: door.passOf,
    audit: room.audit,
    maison: openMaison(room),
    staff: openStaff(room, sessions),
    boutiques: openBoutiques(room),
    events: openEvents(room),
    guests: openGuests(room, sessions),
    chat: openChat(room),
    reactions: openReactions(room, onFault),
    attendance: openPresence(room, seatsOf),
    stage: openStage({ room, video, seatsOf, find: seating.find, hasPicture, onFault }),
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
