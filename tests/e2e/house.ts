import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BoutiqueKey, ClientKey, EventKey, StaffKey } from "#prisma/cast.ts";
import { clients, outsider, speakers, staff } from "#prisma/cast.ts";
import { linkFor, seedEvent, seedGuests, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { root } from "#server/infra/embedded/root.ts";
import { readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import type { Sipario } from "#server/open.ts";
import { openSipario } from "#server/open.ts";

/** A whole house of its own, as built, in a folder that goes with it. */
export async function openOwnHouse({ video }: { video: boolean }): Promise<Sipario> {
  if (!existsSync(path.join(root, "build/server/index.js"))) throw new Error("The pages are not built: node tools/build.mjs");
  const base = mkdtempSync(path.join(tmpdir(), "sipario-e2e-"));
  chmodSync(base, 0o711); // the database's own user passes through
  const env = readEnv({
    NODE_ENV: "production",
    DATA_DIR: path.join(base, "data"),
    PORT: String(await freePort()),
    SIPARIO_VIDEO: video ? "auto" : "off",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    LIVEKIT_URL: video ? process.env.LIVEKIT_URL : undefined,
    LIVEKIT_API_KEY: video ? process.env.LIVEKIT_API_KEY : undefined,
    LIVEKIT_API_SECRET: video ? process.env.LIVEKIT_API_SECRET : undefined,
  });
  const sipario = await openSipario({ env, log: openLog(env.LOG_LEVEL) });
  return {
    ...sipario,
    async close() {
      await sipario.close();
      eraseFolder(path.join(base, "data"));
      rmSync(base, { recursive: true, force: true });
    },
  };
}

type Guest = ClientKey | "kaori" | "outsider";
const why = "end to end";

/** Waits until something is there; fails after ten seconds. */
export async function until<T>(find: () => T | null | undefined | false | Promise<T | null | undefined | false>, ms = 10_000): Promise<T> {
  for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not there after ${ms} ms`);
  }
}

/** A house with the maison and its staff; events of the cast are planned as a test asks for them. */
export async function openCast(house: Sipario) {
  const boutiqueIds: Record<BoutiqueKey, string> = await seedMaison(house, null);
  const cookies = {} as Record<StaffKey, string>;
  for (const key of Object.keys(staff) as StaffKey[]) cookies[key] = await seedStaffMember(house, key);
  const { events, guests } = house.house;
  const nameOf = (key: Guest): string => (key === "kaori" ? speakers.kaori : key === "outsider" ? outsider : clients[key]).name;

  /** An event of the cast, announced; its guests have their letters unless it is the open one. */
  async function announce(key: EventKey, minutesFromNow = 3) {
    const eventId = await seedEvent(house, key, boutiqueIds, minutesFromNow);
    const guestIds = key === "invited" ? await seedGuests(house, eventId, boutiqueIds) : new Map<Guest, string>();
    const pass = <A extends Parameters<typeof house.steward.pass>[1]>(ability: A) => house.steward.pass(eventId, ability, why);
    await events.announce(await pass("event.open"));
    if (key === "invited") await guests.send(await pass("guest.invite"), [...guestIds.values()]);
    /** The path of the newest personal link in somebody's letters. */
    const link = async (who: Guest, not?: string) =>
      until(async () => {
        const found = await linkFor(house, eventId, nameOf(who));
        const at = found && new URL(found).pathname;
        return at !== not && at;
      });
    return {
      eventId, guestIds, link,
      openDoors: async () => void (await events.openDoors(await pass("event.open"))),
      goLive: async () => void (await events.goLive(await pass("event.open"))),
      end: async () => void (await events.end(await pass("event.end"))),
      remove: async (who: Guest) => guests.remove(await pass("guest.remove"), guestIds.get(who) ?? ""),
      withdraw: async (who: Guest) => guests.withdraw(await pass("guest.invite"), guestIds.get(who) ?? ""),
      say: async (who: Guest) => house.house.seating.seats({ eventId, guestId: guestIds.get(who) ?? "" }),
    };
  }
  return { ...house, boutiqueIds, cookies, announce };
}
export type E2eHouse = Awaited<ReturnType<typeof openCast>>;
