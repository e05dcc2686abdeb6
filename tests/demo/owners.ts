import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { maison, secondOwner, staff } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import { must } from "#prisma/seed.ts";

const why = "the seed of a demo folder";
const reason = "Two clients cannot travel that week; they would watch from home.";

/** Makes somebody an owner whose word counts today; answers their browser's session, null for one who had joined before. */
async function bringIn({ house, steward }: Seedable, { name, email }: { name: string; email: string }): Promise<string | null> {
  const pass = steward.housePass("staff.invite", why);
  const confirm = steward.housePass("owner.confirm", why);
  const find = async () => (await house.staff.list(pass)).find((one) => one.email === email && !one.removedAt);
  const before = await find();
  if (before) await house.staff.dateOwnerBack(confirm, before.id);
  if (before) return null;
  const link = (await house.staff.firstInviteLink()) ?? must(await house.staff.invite(pass, { name, email, roles: ["owner"], eventIds: [] })).link;
  const password = randomBytes(24).toString("base64url");
  const { sessionToken } = must(await house.staff.join(link.split("/").at(-1) ?? "", { name, email, password }, "the seed"));
  await house.staff.dateOwnerBack(confirm, (await find())?.id ?? "");
  return sessionToken;
}

/** Both owners of the maison, counting at once for what takes two (C7); answers the second one's session when she has just come. */
export async function seedOwners(seedable: Seedable): Promise<string | null> {
  await bringIn(seedable, staff.elena);
  return bringIn(seedable, secondOwner);
}

/** The second owner asks the first whether the sealed evening may be opened beyond the boutiques; her word waits for the other's. */
export async function askBesideOwner({ house }: Seedable, sessionToken: string, eventId: string): Promise<void> {
  const visitor = await house.sessions.visitorOf(sessionToken);
  const offer = await house.staff.offerApp(visitor, maison.name);
  if (!offer) return;
  const code = new TOTP({ secret: Secret.fromBase32(offer.secret) }).generate();
  const strong = must(await house.staff.setApp(visitor, { offered: offer.offered, code, address: "the seed" }));
  const pass = await house.door.admit(await house.sessions.visitorOf(strong.sessionToken), eventId, "consent.give", "staff");
  must(await house.consents.ask(pass, { kind: "sealedOnline", wish: "hybrid", reason }));
}
