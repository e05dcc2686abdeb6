import { randomBytes } from "node:crypto";
import { ClientInfo, ClientInfo_SDK, ConnectionSettings, JoinRequest, WrappedJoinRequest } from "@livekit/protocol";
import type { Front, Jar } from "#server/drill/ask.ts";
import { cookieNameAt } from "#server/drill/ask.ts";
import type { Knocker } from "#server/drill/knocker.ts";
import { opens } from "#server/drill/wire.ts";

/** A wish to join a call, as players write it. */
function joinQuery(): string {
  const wish = new JoinRequest({
    clientInfo: new ClientInfo({ sdk: ClientInfo_SDK.JS, protocol: 16, version: "2.23.0" }),
    connectionSettings: new ConnectionSettings({ autoSubscribe: true }),
  });
  const wrapped = new WrappedJoinRequest({ joinRequest: wish.toBinary() });
  return `access_token=placeholder&join_request=${encodeURIComponent(Buffer.from(wrapped.toBinary()).toString("base64url"))}`;
}

/** One way to the call that somebody tried, and whether it opened. */
export interface CallTry {
  readonly where: string;
  readonly isOpen: boolean;
}

const gatewayAt = ({ host, port }: Front, seat: string): string => `ws://${host}:${port}/media/${seat}/rtc/v1?${joinQuery()}`;
const cookieOf = ({ origin }: Front, { cookie }: Jar): Record<string, string> => (cookie ? { Cookie: `${cookieNameAt(origin)}=${cookie}` } : {});

/** Whether the call opens to whose seat it is: it has to, or trying it proves nothing. */
export const isCallOpen = (front: Front, jar: Jar, seatId: string): Promise<boolean> => opens(gatewayAt(front, seatId), { Origin: front.origin, ...cookieOf(front, jar) });

/**
 * Tries to join the call as somebody: at the house's gateway with their cookie and with their ticket, for the seat of
 * another and for the one they had; and straight at the media server's own port, where it is in reach, with all they hold.
 */
export async function tryCall(front: Front, mediaPort: number | null, { who, jar, held }: Pick<Knocker, "who" | "jar" | "held">, seatId: string): Promise<CallTry[]> {
  const tries: CallTry[] = [];
  const seats = [seatId, ...(held ? [held.seatId] : [])];
  const cookie = cookieOf(front, jar);
  const tickets = [held?.ticket ?? randomBytes(32).toString("base64url")];
  // Who is admitted has a place in the call; nobody else has.
  if (who !== "beforeReveal")
    for (const seat of seats) {
      tries.push({ where: "gateway, by cookie", isOpen: await opens(gatewayAt(front, seat), { Origin: front.origin, ...cookie }) });
      for (const ticket of tickets) tries.push({ where: "gateway, by ticket", isOpen: await opens(gatewayAt(front, seat), { Authorization: `Bearer ${ticket}`, ...cookie }) });
    }
  if (mediaPort === null) return tries;
  for (const token of [jar.cookie ?? "nothing", ...tickets, ...seats])
    for (const way of ["rtc", "rtc/v1"])
      tries.push({ where: `media server's port, /${way}`, isOpen: await opens(`ws://127.0.0.1:${mediaPort}/${way}?${joinQuery().replace("placeholder", encodeURIComponent(token))}`, {}) });
  return tries;
}
