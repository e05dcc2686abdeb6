import pg from "pg";
import type { Ability } from "#contracts/abilities.ts";
import type { Level, Phase } from "#contracts/event.ts";
import type { GuestForm } from "#contracts/guests.ts";
import { GuestForm as GuestFormShape } from "#contracts/guests.ts";
import type { Role } from "#contracts/staff.ts";
import type { Knock } from "#server/access/knock.ts";
import type { Pass } from "#server/access/pass.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { stranger } from "#server/access/visitor.ts";
import { openGuests } from "#server/guests/guests.ts";
import { newId } from "#server/infra/ids.ts";
import type { Mailer } from "#server/infra/mailer.ts";
import { openMail } from "#server/mail/mail.ts";
import { openTestRoom } from "#tests/house/open-room.ts";

export const titleOf = "Ora Serena, la montre";
export const codeNameOf = "Notturno";

/** A room with a maison, two boutiques, staff and letters; `event` plans a launch, `as` gives a member of staff's pass. */
export async function openLaunch(mailer: Mailer | null = null) {
  const opened = await openTestRoom();
  const { room, door, sessions, steward, knock } = opened;
  const { db, sealed, secrets } = room;
  const guests = openGuests(room, sessions);
  const mail = openMail(room, { mailer });

  const maisonId = newId("maison");
  await db.maison.create({ data: { id: maisonId, name: sealed.house.seal(`Maison.name:${maisonId}`, "Maison Aurelle") } });

  async function boutique(name: string, city: string): Promise<string> {
    const id = newId("boutique");
    await db.boutique.create({
      data: { id, name: sealed.house.seal(`Boutique.name:${id}`, name), city: sealed.house.seal(`Boutique.city:${id}`, city), zone: "Europe/Rome" },
    });
    return id;
  }

  /** A member of staff signed in at a browser of their own. */
  async function staff(name: string, ...roles: Role[]): Promise<Visitor & { staff: { id: string } }> {
    const id = newId("staff");
    const email = `${id}@maison.example`;
    await db.staff.create({
      data: {
        ...{ id, roles, passwordHash: "none" },
        name: sealed.house.seal(`Staff.name:${id}`, name),
        email: sealed.house.seal(`Staff.email:${id}`, email),
        emailHash: secrets.search("email", email),
      },
    });
    const { sessionId } = await sessions.begin("Firefox");
    await db.session.update({ where: { id: sessionId }, data: { staffId: id, signedInAt: room.clock.now() } });
    return { sessionId, staff: { id, roles, isNarrowed: false, onlyEvents: [], language: "en" } };
  }

  async function event(plan: { level?: Level; phase?: Phase; isVeiled?: boolean; boutiqueIds?: string[]; zone?: string; startsAt?: Date } = {}): Promise<string> {
    const id = newId("event");
    const seal = sealed.newEvent(id);
    const { level = "invited" } = plan;
    await db.event.create({
      data: {
        ...{ id, level, phase: plan.phase ?? "announced", mode: level === "open" ? "public" : "inviteOnly", format: "hybrid" },
        wishes: { veil: plan.isVeiled ?? false },
        title: seal.seal(`Event.title:${id}`, titleOf),
        codeName: seal.seal(`Event.codeName:${id}`, codeNameOf),
        place: seal.seal(`Event.place:${id}`, "Palazzo Serbelloni"),
        ...{ startsAt: plan.startsAt ?? new Date("2027-03-11T17:30:00Z"), zone: plan.zone ?? "Europe/Rome", localStart: "2027-03-11T18:30" },
        boutiques: { create: (plan.boutiqueIds ?? []).map((boutiqueId) => ({ boutiqueId })) },
      },
    });
    return id;
  }

  const as = <A extends Ability>(visitor: Visitor, eventId: string, ability: A): Promise<Pass<A>> => door.admit(visitor, eventId, ability, "staff");

  const form = (name: string, email: string, more: Partial<GuestForm> = {}): GuestForm => GuestFormShape.parse({ name, email, ...more });

  /** Does what the queue would do with the letters queued so far. */
  async function sendQueued(): Promise<void> {
    for (const letterId of opened.letters.splice(0)) await mail.tasks["letter.send"].run({ letterId });
  }

  const reader = () => steward.housePass("outbox.read", "a test reads the outbox");
  const readerAt = (eventId: string) => steward.pass(eventId, "letter.read", "a test reads a letter");

  /** The newest letter to a guest. */
  async function letterTo(guestId: string) {
    const invitation = await db.invitation.findFirstOrThrow({ where: { guestId, sentAt: { not: null } }, orderBy: { createdAt: "desc" } });
    const letter = await db.letter.findFirstOrThrow({ where: { invitationId: invitation.id } });
    const read = await mail.read(await readerAt(letter.eventId ?? ""), letter.id);
    if (!read) throw new Error("no letter is kept");
    return { ...read, id: letter.id, invitationId: invitation.id };
  }
  const tokenIn = (text: string): string => /\/door\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";

  /** A guest on the list with a letter sent; gives the link's token. */
  async function invite(producer: Visitor, eventId: string, name: string, email: string, more: Partial<GuestForm> = {}) {
    const pass = await as(producer, eventId, "guest.invite");
    const added = await guests.add(pass, form(name, email, more));
    if (!added.ok) throw new Error(added.reason);
    const { guestId } = added.value;
    await guests.send(pass, [guestId]);
    await sendQueued();
    return { guestId, token: tokenIn((await letterTo(guestId)).text) };
  }

  /** Knocks with a link and presses Enter, as a browser with this session. */
  async function enter(token: string, visitor: Visitor = stranger, instead = false) {
    const found = await knock(visitor, token);
    if (!found) return null;
    return enterWith(found, visitor, instead);
  }
  const enterWith = (found: Knock, visitor: Visitor = stranger, instead = false) =>
    guests.enter(found.pass, found, { sessionId: visitor.sessionId, browserWords: "Firefox", instead });
  const browser = async (): Promise<Visitor> => ({ sessionId: (await sessions.begin("Safari")).sessionId, staff: null });

  /** Which of the words stand in plain anywhere in the database: every table of every schema, rows as text, bytes as bytes. */
  async function wordsInDatabase(words: readonly string[]): Promise<string[]> {
    const short = words.find((word) => /^[\w-]{0,5}$/.test(word));
    if (short !== undefined) throw new Error(`"${short}" is so short that it stands in a random id by chance`);
    const client = new pg.Client({ connectionString: opened.databaseUrl });
    await client.connect();
    try {
      const tables = await client.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      const found = new Set<string>();
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
        for (const { row } of rows)
          for (const word of words) {
            const bytes = Buffer.from(word).toString("hex");
            if (row.toLowerCase().includes(word.toLowerCase()) || row.includes(bytes)) found.add(`${name}: ${word}`);
          }
      }
      return [...found];
    } finally {
      await client.end();
    }
  }

  return { ...opened, wordsInDatabase, ...{ guests, mail, boutique, staff, event, as, form, sendQueued, reader, readerAt, letterTo, tokenIn, invite, enter, enterWith, browser } };
}
