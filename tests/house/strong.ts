import { Secret, TOTP } from "otpauth";
import type { Visitor } from "#server/access/visitor.ts";
import type { Sessions } from "#server/access/session.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { openStaff } from "#server/staff/staff.ts";

type Staff = Pick<ReturnType<typeof openStaff>, "offerApp" | "setApp" | "stepUpByCode">;
interface Here {
  staff: Staff;
  sessions: Pick<Sessions, "visitorOf">;
  clock: Clock;
}

/** What an app on somebody's phone shows at a moment, in milliseconds. */
export const codeAt = (secret: string, at: number): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/**
 * Makes a session of staff that has no second proof yet strong, by setting an app and showing its code, as its person
 * would: proved a moment ago, too. `codes` are their recovery codes.
 */
export async function makeStrong({ staff, sessions, clock }: Here, visitor: Visitor) {
  const offer = await staff.offerApp(visitor, "Maison Aurelle");
  if (!offer) throw new Error("no app may be set here");
  const kept = await staff.setApp(visitor, { offered: offer.offered, code: codeAt(offer.secret, clock.now().getTime()), address: "here" });
  if (!kept.ok) throw new Error(`not made strong: ${kept.reason}`);
  const { sessionToken, codes } = kept.value;
  return { visitor: await sessions.visitorOf(sessionToken), token: sessionToken, secret: offer.secret, codes: codes ?? [] };
}

/** Proves the same person again by the next code of their app; the code before it was used. */
export async function stepUpAgain({ staff, sessions, clock }: Here, visitor: Visitor, secret: string) {
  const stepped = await staff.stepUpByCode(visitor, codeAt(secret, clock.now().getTime()), "here");
  if (!stepped.ok) throw new Error(`not stepped up: ${stepped.reason}`);
  return { visitor: await sessions.visitorOf(stepped.value.sessionToken), token: stepped.value.sessionToken };
}
