import type { Pass } from "#server/access/pass.ts";
import { openArm } from "#server/devices/arm.ts";
import { openPair } from "#server/devices/pair.ts";
import { openPairing } from "#server/devices/pairing.ts";
import { openProof } from "#server/devices/proof.ts";
import type { Room } from "#server/room.ts";
import { openStaffCorner } from "#server/devices/staff-corner.ts";

export interface DeviceCard {
  id: string;
  boutiqueId: string;
  boutiqueName: string;
  /** Counts the tablets of one boutique at one event, from 1. */
  number: number;
  pairedAt: string;
  /** Until when it is armed; null when it is not, or that time has passed. */
  armedUntil: string | null;
  revokedAt: string | null;
  /** Whether the tablet holds a seat now. */
  isHere: boolean;
}

/** The boutiques' tablets: paired to one boutique at one event by their own key, and taken back at once. */
export function openDevices(room: Room) {
  const { db, clock, sealed, tombstones } = room;
  // Whoever may revoke a tablet has seen its id in a list or at its pairing: taking back need not wait for the database.
  const eventOf = new Map<string, string>();

  const findEvent = async (deviceId: string) =>
    eventOf.get(deviceId) ?? (await db.device.findUnique({ where: { id: deviceId }, select: { eventId: true } }))?.eventId;

  return {
    ...openPairing(room),
    ...openProof(room),
    ...openPair(room, (deviceId, eventId) => void eventOf.set(deviceId, eventId)),
    ...openArm(room, findEvent),
    ...openStaffCorner(room),

    /** The event's tablets, by boutique and number. Times are ISO 8601 in UTC. */
    async list(pass: Pass<"device.revoke">): Promise<DeviceCard[]> {
      const rows = await db.device.findMany({
        where: { eventId: pass.eventId },
        include: { boutique: true, seats: { where: { endedAt: null }, select: { id: true }, take: 1 } },
        orderBy: [{ boutiqueId: "asc" }, { number: "asc" }],
      });
      for (const row of rows) eventOf.set(row.id, row.eventId);
      return rows.map((row) => ({
        id: row.id,
        boutiqueId: row.boutiqueId,
        boutiqueName: sealed.house.open(`Boutique.name:${row.boutiqueId}`, row.boutique.name),
        number: row.number,
        pairedAt: row.pairedAt.toISOString(),
        armedUntil: row.armedUntil && row.armedUntil > clock.now() ? row.armedUntil.toISOString() : null,
        revokedAt: row.revokedAt?.toISOString() ?? null,
        isHere: row.seats.length > 0 && row.revokedAt === null && !tombstones.has(row.id),
      }));
    },

    /** What a tablet calls itself: its boutique with city and zone, and its number there; empty for any other holder. */
    async me(pass: Pass<"event.know">): Promise<{ boutique: string; city: string; zone: string; number: number }> {
      if (pass.holder.kind !== "device") return { boutique: "", city: "", zone: "UTC", number: 0 };
      const row = await db.device.findFirstOrThrow({ where: { id: pass.holder.deviceId, eventId: pass.eventId }, include: { boutique: true } });
      return { boutique: sealed.house.open(`Boutique.name:${row.boutiqueId}`, row.boutique.name), city: sealed.house.open(`Boutique.city:${row.boutiqueId}`, row.boutique.city), zone: row.boutique.zone, number: row.number };
    },

    /**
     * Takes a tablet's pairing back; milliseconds until its picture is confirmed gone. For a tablet of another event, or
     * none at all, nothing happens and it took 0.
     */
    async revoke(pass: Pass<"device.revoke">, deviceId: string): Promise<{ tookMs: number }> {
      const eventId = await findEvent(deviceId);
      if (eventId !== pass.eventId || tombstones.has(deviceId)) return { tookMs: 0 };
      return room.revoke.device(pass.holder, eventId, deviceId);
    },
  };
}
