import { EventPlan } from "#contracts/event.ts";
import type { Level } from "#contracts/event.ts";
import type { ClientKey } from "#prisma/cast.ts";
import { boutiques, clients, maison, outsider, speakers, staff } from "#prisma/cast.ts";
import { linkFor, localTimeIn, must, seedGuests, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { stranger } from "#server/access/visitor.ts";
import type { openTestHouse, Wire } from "#tests/house/open-house.ts";
import { until } from "#tests/house/open-house.ts";

type House = Awaited<ReturnType<typeof openTestHouse>>;

export const plan = {
  title: "The Hand That Winds the Night",
  codeName: "Notturno",
  place: "Le Sentier, atelier of the old mill",
  zone: "Europe/Rome",
};
export const piece = { en: "The Serene Hour", it: "Ora Serena", fr: "L’Heure sereine", de: "Die heitere Stunde", price: "CHF 148 000" };
export const said = ["I have waited for this for years", "Does it chime at midnight?"];
const agreement = `Whoever comes to ${plan.codeName} keeps the evening to themselves, in word and picture.`;
const fileName = "Dossier of the serene hour.pdf";
const inFile = "The movement counts one hundred and eight parts";
const browserWords = "Palemoon, Haiku";
const why = "test of the cast";

/** Every name, title, price, place, address, link and line of an event that was played through. */
export interface Played {
  eventId: string;
  guestIds: ReadonlyMap<string, string>;
  boutiqueIds: Record<"milano" | "paris", string>;
  ownerCookie: string;
  links: string[];
  wires: Map<ClientKey, Wire>;
  /** What must stand nowhere; the tokens of links, codes and cookies among it. */
  secrets: string[];
}

/**
 * A confidential event of the cast, from its plan to its end: agreement, piece, file, guests, letters, codes, chat,
 * removal, reveal. `level` may be another; `until` leaves it at an earlier phase.
 */
export async function playThrough(house: House, { level = "confidential" as Level, end = true } = {}): Promise<Played> {
  const { house: subjects, steward } = house;
  const boutiqueIds = await seedMaison(house, null);
  const ownerCookie = await seedStaffMember(house, "elena");
  await seedStaffMember(house, "marc");
  const form = { ...plan, level, mode: "inviteOnly", format: "hybrid", localStart: localTimeIn(plan.zone, 60), boutiqueIds: Object.values(boutiqueIds) };
  const { eventId } = must(await subjects.events.create(steward.housePass("event.create", why), EventPlan.parse(form)));
  const guestIds = await seedGuests(house, eventId, boutiqueIds);
  const edit = await steward.pass(eventId, "product.edit", why);
  await subjects.product.edit(edit, piece);
  must(await subjects.files.add(edit, { name: fileName, isVeiled: true, bytes: Buffer.from(`%PDF-1.7\n${inFile}`) }));
  const isAsked = level === "confidential" || level === "sealed";
  if (isAsked) must(await subjects.agreements.save(await steward.pass(eventId, "agreement.edit", why), { en: agreement, it: "", fr: "", de: "" }));
  must(await subjects.events.announce(await steward.pass(eventId, "event.open", why)));
  await subjects.guests.send(await steward.pass(eventId, "guest.invite", why), [...guestIds.values()]);

  const links: string[] = [];
  const codes: string[] = [];
  const cookies = new Map<ClientKey, string>();
  for (const key of ["ines", "adrien", "camille"] as const) {
    const link = await until(() => linkFor(house, eventId, clients[key].name));
    links.push(link);
    const knock = await subjects.knock(stranger, link.split("/").at(-1) ?? "");
    if (!knock) throw new Error("the link opens nothing");
    const code = isAsked ? must(await subjects.codes.give(await steward.pass(eventId, "code.give", why), guestIds.get(key) ?? "")).code : undefined;
    if (code) codes.push(code);
    const { sessionToken } = must(await subjects.guests.enter(knock.pass, knock, { sessionId: null, browserWords, instead: false, code }));
    cookies.set(key, sessionToken);
    const visitor = await subjects.sessions.visitorOf(sessionToken);
    if (isAsked)
      must(await subjects.agreements.sign(await subjects.door.admit(visitor, eventId, "door.prove"), { version: 1, language: "en", read: "yes", name: clients[key].name }, browserWords));
  }
  must(await subjects.events.openDoors(await steward.pass(eventId, "event.open", why)));
  const wires = new Map<ClientKey, Wire>();
  for (const [key, cookie] of cookies) wires.set(key, (await house.wire(cookie, { eventId })).socket);
  must(await subjects.events.goLive(await steward.pass(eventId, "event.open", why)));
  await until(async () => {
    const [one, other] = await Promise.all([
      house.command(wires.get("ines") ?? missing(), "chat.post", { body: said[0] }),
      house.command(wires.get("adrien") ?? missing(), "chat.post", { body: said[1] }),
    ]);
    return one.ok && other.ok;
  });
  await house.command(wires.get("ines") ?? missing(), "reaction.send", { reaction: "love" });
  await subjects.stage.reveal(await steward.pass(eventId, "stage.direct", why), "everyone");
  await subjects.reactions.flush();
  if (end) must(await subjects.events.end(await steward.pass(eventId, "event.end", why)));

  const people = [...Object.values(clients), ...Object.values(speakers), outsider, staff.elena, staff.marc];
  const secrets = [
    ...people.flatMap(({ name, email }) => [name, email]),
    ...[maison.name, boutiques.milano.name, boutiques.paris.name, boutiques.milano.city], // Paris stands in the name of its zone
    ...[...Object.values(plan).slice(0, 3), ...Object.values(piece), fileName, inFile, agreement, browserWords, ...said],
    ...[...links.map((link) => link.split("/").at(-1) ?? ""), ...codes, ...cookies.values(), ownerCookie],
  ];
  return { eventId, guestIds, boutiqueIds, ownerCookie, links, wires, secrets };
}

function missing(): never {
  throw new Error("nobody is there");
}
