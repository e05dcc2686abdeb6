import type { Sessions } from "#server/access/session.ts";
import { openGuestKeys } from "#server/keys/guest-keys.ts";
import { openRequests } from "#server/keys/requests.ts";
import type { Room } from "#server/room.ts";

/** Keys that never leave their browser: the guest's own, made and shown at the door, and the browser's, which signs each request. */
export const openBrowserKeys = (room: Room, sessions: Sessions) => ({ ...openGuestKeys(room, sessions), ...openRequests(room) });
