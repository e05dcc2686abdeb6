import type { Pass } from "#server/access/pass.ts";
import { openPair } from "#server/devices/pair.ts";
import { openPairing } from "#server/devices/pairing.ts";
import { openProof } from "#server/devices/proof.ts";
import type { Room } from "#server/room.ts";

export interface DeviceCard {
  id: string;
  boutiqueId: string;
  boutiqueName: string;
  /** Counts the tablets of one boutique at one event, from 1. */
  number: number;
  pairedAt: string;
  revokedAt: string | null;
  /** Whether the tablet holds a seat now. */
  isHere: boolean;
}

/** The boutiques' tablets: paired to one boutique at one event by their own key, and taken back at once. */
export function openDevices(room: Room) {
  const { db, sealed, tombstones } = room;
  // Whoever may revoke a tablet has seen its id in a list or at its pairing: taking back need not wait for the database.
  const eventOf = new Map<string, string>();

  return {
    ...openPairing(room),
    ...openProof(room),
    ...openPair(room, (deviceId, eventId) => void eventOf.set(deviceId, eventId)),

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
        revokedAt: row.revokedAt?.toISOString() ?? null,
        isHere: row.seats.length > 0 && row.revokedAt === null && !tombstones.has(row.id),
      }));
    },

    /**
     * Takes a tablet's pairing back; milliseconds until its picture is confirmed gone. For a tablet of another event, or
     * none at all, nothing happens and it took 0.
     */
    async revoke(pass: Pass<"device.revoke">, deviceId: string): Promise<{ tookMs: number }> {
      const eventId =
        eventOf.get(deviceId) ?? (await db.device.findUnique({ where: { id: deviceId }, select: { eventId: true } }))?.eventId;
      if (eventId !== pass.eventId || tombstones.has(deviceId)) return { tookMs: 0 };
      return room.revoke.device(pass.holder, eventId, deviceId);
    },
  };
}
