import { EventPlan } from "#contracts/event.ts";
import type { BoutiqueKey, ClientKey, EventKey, StaffKey } from "#prisma/cast.ts";
import { boutiques, clients, events, maison, outsider, speakers, staff } from "#prisma/cast.ts";
import type { House } from "#server/house.ts";
import type { Steward } from "#server/access/steward.ts";

/** What the seed needs of a house: its subjects, and the steward who may act without a person. */
export interface Seedable {
  house: House;
  steward: Steward;
}

/** The password of every member of the cast in tests. The demo gives one-time links instead. */
export const castPassword = "the moon winds the watch";
const why = "seed of the cast";

/** Takes the value of an outcome that the seed cannot do without. */
export function must<T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T {
  if (!outcome.ok) throw new Error(`the seed was refused: ${outcome.reason}`);
  return outcome.value;
}

const tokenOf = (link: string): string => link.split("/").at(-1) ?? "";

/** Names the maison and opens its boutiques; those that are there stay as they are. */
export async function seedMaison({ house, steward }: Seedable, wordmark: string | null): Promise<Record<BoutiqueKey, string>> {
  if ((await house.maison.read()).name !== maison.name) await house.maison.rename(steward.housePass("settings.edit", why), { ...maison, wordmark });
  const open = steward.housePass("boutique.edit", why);
  const known = await house.boutiques.list(steward.housePass("studio.enter", why));
  const ids = { milano: "", paris: "" };
  for (const key of ["milano", "paris"] as const)
    ids[key] = known.find(({ name }) => name === boutiques[key].name)?.id ?? (await house.boutiques.create(open, boutiques[key])).id;
  return ids;
}

/** Brings one member of staff in by a one-time link, as a person would come; answers the session's token. */
export async function seedStaffMember({ house, steward }: Seedable, key: StaffKey, eventIds: readonly string[] = []): Promise<string> {
  const { name, email, roles } = staff[key];
  const link =
    key === "elena"
      ? await house.staff.firstInviteLink()
      : must(await house.staff.invite(steward.housePass("staff.invite", why), { name, email, roles: [...roles], eventIds: [...eventIds] })).link;
  const token = tokenOf(link ?? "");
  return must(await house.staff.join(token, { name, email, password: castPassword }, "Chrome, Mac")).sessionToken;
}

/** Local time in a zone, as a planner types it: minutes from now, rounded up to the minute. */
export function localTimeIn(zone: string, minutesFromNow: number): string {
  const at = new Date(Math.ceil((Date.now() + minutesFromNow * 60_000) / 60_000) * 60_000);
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);
  return parts.replace(" ", "T");
}

/** Plans one of the cast's events, to begin in some minutes. */
export async function seedEvent(seedable: Seedable, key: EventKey, boutiqueIds: Record<BoutiqueKey, string>, minutesFromNow = 60): Promise<string> {
  const { house, steward } = seedable;
  const { boutiques: at, ...plan } = events[key];
  const localStart = localTimeIn(plan.zone, minutesFromNow);
  const purgeOn = "purgeAfterDays" in plan ? localTimeIn(plan.zone, minutesFromNow + plan.purgeAfterDays * 24 * 60).slice(0, 10) : undefined;
  const written = { ...plan, localStart, purgeOn, boutiqueIds: at.map((one: BoutiqueKey) => boutiqueIds[one]) };
  const outcome = await house.events.create(steward.housePass("event.create", why), EventPlan.parse(written));
  return must(outcome).eventId;
}

/** Puts the clients, the speaker and the outsider of the cast on an event's list; answers their ids. */
export async function seedGuests({ house, steward }: Seedable, eventId: string, boutiqueIds: Record<BoutiqueKey, string>) {
  const pass = await steward.pass(eventId, "guest.invite", why);
  const add = async (person: { name: string; email: string; language: "en" | "it" | "fr" | "de"; boutique?: BoutiqueKey }, kind: "guest" | "speaker") =>
    must(await house.guests.add(pass, { ...person, kind, place: person.boutique ? boutiqueIds[person.boutique] : "online" })).guestId;
  const ids = new Map<ClientKey | "kaori" | "outsider", string>();
  for (const key of Object.keys(clients) as ClientKey[]) ids.set(key, await add(clients[key], "guest"));
  ids.set("kaori", await add(speakers.kaori, "speaker"));
  ids.set("outsider", await add(outsider, "guest"));
  return ids;
}

/** The personal link that stands in the newest letter to somebody; null while there is none. As its reader would find it. */
export async function linkFor({ house, steward }: Seedable, eventId: string, name: string): Promise<string | null> {
  const pass = steward.housePass("outbox.read", why);
  const card = (await house.mail.outbox(pass)).find((one) => one.kind !== "receipt" && one.eventId === eventId && one.to === name && one.state === "sent" && one.isKept);
  const letter = card && (await house.mail.read(await steward.pass(eventId, "letter.read", why), card.id));
  return letter ? (/https?:\/\/\S+\/door\/[A-Za-z0-9_-]{43}/.exec(letter.text)?.[0] ?? null) : null;
}
