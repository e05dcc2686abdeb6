import type { Level, Phase } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { Visitor } from "#server/access/visitor.ts";
import { newId } from "#server/infra/ids.ts";
import { digest, newToken } from "#server/infra/secrets.ts";
import type { openTestRoom } from "#tests/house/open-room.ts";

export type TestRoom = Awaited<ReturnType<typeof openTestRoom>>;

/** Rows as the subjects would write them, made without the subjects, so that the door is proved alone. */
export function openPeople({ room, sessions, clock }: TestRoom) {
  const { db, sealed } = room;
  const random = () => new Uint8Array(Buffer.from(newToken()));

  return {
    async event({ level = "invited", phase = "live", wishes = {} }: { level?: Level; phase?: Phase; wishes?: object } = {}): Promise<string> {
      const id = newId("event");
      const seal = sealed.newEvent(id);
      await db.event.create({
        data: {
          id, level, phase, wishes,
          mode: level === "open" ? "public" : "inviteOnly", format: "hybrid",
          title: seal.seal(`Event.title:${id}`, "The new piece"), codeName: seal.seal(`Event.codeName:${id}`, "Blue hour"),
          startsAt: clock.now(), zone: "Europe/Rome", localStart: "2027-03-11T11:30",
        },
      });
      return id;
    },

    async guest(eventId: string, { kind = "guest" as "guest" | "speaker", muted = false, removed = false } = {}): Promise<string> {
      const id = newId("guest");
      const number = 1 + (await db.guest.count({ where: { eventId } }));
      await db.guest.create({
        data: {
          id, eventId, kind, number,
          name: sealed.event(eventId).seal(`Guest.name:${id}`, "Beatrice"),
          mutedAt: muted ? clock.now() : null, removedAt: removed ? clock.now() : null,
        },
      });
      return id;
    },

    async invitation(eventId: string, guestId: string, more: { boundSessionId?: string; expiresAt?: Date; endedAt?: Date } = {}) {
      const token = newToken();
      const id = newId("invitation");
      await db.invitation.create({ data: { id, eventId, guestId, tokenHash: digest(token), ...more } });
      return { id, token };
    },

    async browser(): Promise<Visitor & { sessionId: string; token: string }> {
      return { ...(await sessions.begin("a browser")), staff: null };
    },

    async bind(visitor: { sessionId: string }, eventId: string, who: { guestId: string } | { deviceId: string }): Promise<void> {
      await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId: visitor.sessionId, eventId, ...who } });
    },

    async sign(eventId: string, who: { guestId: string } | { staffId: string }, version: number): Promise<void> {
      const retainUntil = new Date(clock.now().getTime() + 86_400_000);
      await db.agreement.create({
        data: { id: newId("entry"), eventId, kind: "signed", ...who, version, language: "en", textHash: random(), record: random(), at: clock.now(), retainUntil },
      });
    },

    async device(eventId: string): Promise<{ deviceId: string; boutiqueId: string }> {
      const boutiqueId = newId("boutique");
      const words = (column: string) => sealed.house.seal(`Boutique.${column}:${boutiqueId}`, "Milano");
      await db.boutique.create({ data: { id: boutiqueId, name: words("name"), city: words("city"), zone: "Europe/Rome" } });
      const deviceId = newId("device");
      await db.device.create({ data: { id: deviceId, eventId, boutiqueId, number: 1, publicKey: random() } });
      return { deviceId, boutiqueId };
    },

    async staff(roles: Role[], onlyEvents: string[] | null = null): Promise<Visitor & { sessionId: string; staff: { id: string }; token: string }> {
      const id = newId("staff");
      await db.staff.create({
        data: {
          id, roles, isNarrowed: onlyEvents !== null, onlyEvents: onlyEvents ?? [],
          name: sealed.house.seal(`Staff.name:${id}`, "Ottavia"), email: sealed.house.seal(`Staff.email:${id}`, "o@maison.example"),
          emailHash: random(), passwordHash: "none",
        },
      });
      const { sessionId, token } = await sessions.begin("the studio");
      await db.session.update({ where: { id: sessionId }, data: { staffId: id, signedInAt: clock.now() } });
      return { sessionId, token, staff: { id, roles, isNarrowed: onlyEvents !== null, onlyEvents: onlyEvents ?? [], language: "en" } };
    },
  };
}
