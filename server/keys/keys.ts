import type { Pass } from "#server/access/pass.ts";
import type { Sessions } from "#server/access/session.ts";
import { openGuestKeys } from "#server/keys/guest-keys.ts";
import { listReissued } from "#server/keys/reissued.ts";
import { openRequests } from "#server/keys/requests.ts";
import type { Room } from "#server/room.ts";

/** Keys that never leave their browser: the guest's own, made and shown at the door, and the browser's, which signs each request. */
export const openBrowserKeys = (room: Room, sessions: Sessions) => ({
  ...openGuestKeys(room, sessions),
  ...openRequests(room),
  /** The places staff gave anew, with who and what device. */
  reissued: (pass: Pass<"code.give">) => listReissued(room, sessions, pass),
});
