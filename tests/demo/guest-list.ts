import { setTimeout as sleep } from "node:timers/promises";
import type { BoutiqueKey, ClientKey, EventKey } from "#prisma/cast.ts";
import { clients, crewSpeaker, outsider, someone, speakers } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import { must } from "#prisma/seed.ts";
import type { Linked } from "#tests/demo/orders.ts";

const why = "the demo writes to its guests";
const crowdSize = 40;
const letterPatienceMs = 30_000;

/** The evenings with personal links. */
export const listedKeys = ["invited", "confidential", "sealed"] as const satisfies EventKey[];
export type ListedKey = (typeof listedKeys)[number];
export type GuestList = Map<string, Linked & { guestId: string }>;

interface Listed {
  name: string;
  email: string;
  language: Linked["language"];
  kind: "guest" | "speaker";
  place: string;
}
type Person = Omit<Listed, "kind" | "place">;

/** Who of the clients may be tried where; the evenings beside the first one are smaller. */
const invitedTo = {
  invited: ["ines", "adrien", "camille", "elenaConti", "haruka", "sofia"],
  confidential: ["haruka", "adrien", "camille"],
  sealed: ["elenaConti", "sofia", "camille"],
} as const satisfies Record<ListedKey, readonly ClientKey[]>;

/** The simulated guests of an evening, in the order in which they come. */
export const crowdOf = {
  invited: Array.from({ length: crowdSize }, (_, at) => someone(at)),
  confidential: Array.from({ length: 6 }, (_, at) => someone(crowdSize + at)),
  sealed: Array.from({ length: 3 }, (_, at) => someone(crowdSize + 6 + at)),
} as const satisfies Record<ListedKey, readonly Person[]>;

function castOf(key: ListedKey, boutiqueIds: Record<BoutiqueKey, string>): Listed[] {
  const isInStore = key === "sealed";
  const placeOf = (boutique: BoutiqueKey | undefined) => (boutique ? boutiqueIds[boutique] : isInStore ? boutiqueIds.milano : "online");
  const guests = invitedTo[key].map((one) => clients[one]).map((one) => ({ ...one, kind: "guest" as const, place: placeOf("boutique" in one ? one.boutique : undefined) }));
  const onStage = isInStore ? [] : key === "invited" ? [speakers.kaori, crewSpeaker] : [speakers.kaori];
  return [...guests, ...onStage.map((one) => ({ ...one, kind: "speaker" as const, place: "online" })), { ...outsider, kind: "guest", place: placeOf(undefined) }];
}

interface Written {
  key: ListedKey;
  eventId: string;
  rows: { id: string; name: string; language: Linked["language"]; email: string | null; isOut: boolean; isNewOut: boolean }[];
  /** Told by the advisor, over another way than the letter; by guest. */
  codes: Map<string, string>;
}

/** Puts everybody on an evening's list and writes to them; where its door asks for a code, each is given one. */
async function write({ house, steward }: Seedable, key: ListedKey, eventId: string, boutiqueIds: Record<BoutiqueKey, string>): Promise<Written> {
  const [invite, list] = await Promise.all([steward.pass(eventId, "guest.invite", why), steward.pass(eventId, "guest.list", why)]);
  const before = new Set((await house.guests.list(list)).map(({ email }) => email));
  for (const one of castOf(key, boutiqueIds)) if (!before.has(one.email)) must(await house.guests.add(invite, one));
  const crowd = crowdOf[key].filter(({ email }) => !before.has(email));
  const pasted = crowd.map(({ name, email, language }) => `${name}; ${email}; ${language}`).join("\n");
  if (pasted) {
    const { added, faults } = await house.guests.paste(invite, pasted, key === "sealed" ? boutiqueIds.paris : "online", false);
    if (faults.length > 0 || added.length !== crowd.length) throw new Error("the demo's guest list was not taken as it was pasted");
  }
  const rows = (await house.guests.list(list)).filter(({ removedAt, email }) => !removedAt && email);
  const isOut = ({ email }: { email: string | null }) => email === outsider.email;
  // The outsider's letter is written once: the link they hold is the dead one.
  const living = rows.filter((row) => !isOut(row));
  const newOut = rows.filter((row) => isOut(row) && row.invitation === "none");
  const codes = new Map<string, string>();
  if (key === "invited") must(await house.guests.send(invite, [...living, ...newOut].map(({ id }) => id)));
  else {
    const give = await steward.pass(eventId, "code.give", why);
    // At a sealed event a fresh link opens nothing beside the browser that went in before: staff give the place anew.
    const anew = living.filter(({ browser }) => key === "sealed" && browser);
    must(await house.guests.send(invite, [...living.filter((row) => !anew.includes(row)), ...newOut].map(({ id }) => id)));
    for (const { id } of anew) codes.set(id, must(await house.guests.reissue(invite, give, id)).code);
    await Promise.all(living.filter((row) => !anew.includes(row)).map(async ({ id }) => codes.set(id, must(await house.codes.give(give, id)).code)));
  }
  return { key, eventId, codes, rows: rows.map(({ id, name, language, email, ...row }) => ({ id, name, language, email, isOut: isOut({ email }), isNewOut: isOut({ email }) && row.invitation === "none" })) };
}

/** Waits until the queue has sent what waits for these events, then reads the newest invitation to everybody, as its reader would. */
async function readLetters({ house, steward }: Seedable, eventIds: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const pass = steward.housePass("outbox.read", why);
  for (const end = Date.now() + letterPatienceMs; ; await sleep(50)) {
    const cards = (await house.mail.outbox(pass)).filter(({ eventId, kind }) => eventId !== null && eventIds.includes(eventId) && kind === "invitation");
    if (cards.some(({ state }) => state === "waiting") && Date.now() < end) continue;
    const links = new Map(eventIds.map((eventId) => [eventId, new Map<string, string>()]));
    await Promise.all(
      eventIds.map(async (eventId) => {
        const newest = new Map<string, string>();
        for (const { id, to, state, isKept, eventId: of } of cards) if (of === eventId && state === "sent" && isKept && !newest.has(to)) newest.set(to, id);
        const reading = await steward.pass(eventId, "letter.read", why);
        await Promise.all(
          [...newest].map(async ([to, id]) => {
            const letter = await house.mail.read(reading, id);
            const link = /https?:\/\/\S+\/door\/[A-Za-z0-9_-]{43}/.exec(letter?.text ?? "")?.[0];
            if (link) links.get(eventId)?.set(to, link);
          }),
        );
      }),
    );
    return links;
  }
}

/** Puts everybody on the lists of these evenings and writes to them; answers the links their letters hold and their codes, by name. */
export async function guestLists(seedable: Seedable, eventIds: Partial<Record<ListedKey, string>>, boutiqueIds: Record<BoutiqueKey, string>): Promise<Partial<Record<ListedKey, GuestList>>> {
  const asked = listedKeys.flatMap((key) => (eventIds[key] ? [{ key, eventId: eventIds[key] }] : []));
  const written = await Promise.all(asked.map(({ key, eventId }) => write(seedable, key, eventId, boutiqueIds)));
  const links = await readLetters(seedable, written.map(({ eventId }) => eventId));
  const lists: Partial<Record<ListedKey, GuestList>> = {};
  for (const { key, eventId, rows, codes } of written) {
    const list: GuestList = new Map();
    for (const { id, name, language, isNewOut } of rows) {
      const link = links.get(eventId)?.get(name);
      const code = codes.get(id);
      if (link) list.set(name, { guestId: id, name, language, link, ...(code ? { code } : {}) });
      if (isNewOut) await seedable.house.guests.withdraw(await seedable.steward.pass(eventId, "guest.invite", why), id);
    }
    lists[key] = list;
  }
  return lists;
}
