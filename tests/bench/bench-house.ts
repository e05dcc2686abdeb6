import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { EventPlan } from "#contracts/event.ts";
import { events, someone } from "#prisma/cast.ts";
import { linkFor, localTimeIn, must, seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { lockFolder } from "#server/infra/embedded/lock.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { freePort } from "#server/infra/ports.ts";
import { openSipario } from "#server/open.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A house of its own in a folder of its own, which is erased at the end. */
export async function openBenchHouse(more: Readonly<Record<string, string>> = {}) {
  const base = mkdtempSync(path.join(tmpdir(), "sipario-bench-"));
  chmodSync(base, 0o711);
  const dataDir = path.join(base, "data");
  const env = readEnv({ PATH: process.env.PATH, NODE_ENV: "production", DATA_DIR: dataDir, PORT: String(await freePort()), LOG_LEVEL: "error", ...more });
  const sipario = await openSipario({ env, log: openLog(env.LOG_LEVEL) });
  const boutiqueIds = await seedMaison(sipario, null);
  const ownerCookie = await seedStaffMember(sipario, "elena");

  /** An invite-only event with that many guests on its list; announced. */
  async function event(guests: number): Promise<{ eventId: string; guestIds: string[] }> {
    const { boutiques: _, ...plan } = events.invited;
    const { eventId } = must(
      await sipario.house.events.create(
        sipario.steward.housePass("event.create", "bench"),
        EventPlan.parse({ ...plan, localStart: localTimeIn(plan.zone, 60), boutiqueIds: Object.values(boutiqueIds) }),
      ),
    );
    const pass = await sipario.steward.pass(eventId, "guest.invite", "bench");
    const guestIds: string[] = [];
    for (let i = 0; i < guests; i++) {
      const person = someone(i);
      guestIds.push(must(await sipario.house.guests.add(pass, { ...person, name: `${person.name} ${i}`, kind: "guest", place: "online" })).guestId);
    }
    must(await sipario.house.events.announce(await sipario.steward.pass(eventId, "event.open", "bench")));
    return { eventId, guestIds };
  }

  /** The door's path for a guest, once their letter is out. */
  async function linkOf(eventId: string, number: number): Promise<string> {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
      const link = await linkFor(sipario, eventId, `${someone(number).name} ${number}`);
      if (link) return new URL(link).pathname;
    }
    throw new Error("the letter did not come");
  }

  /** Goes in at the door as a browser without script; answers the session's cookie. */
  async function enter(link: string): Promise<string> {
    const response = await fetch(new URL(link, sipario.origin), {
      method: "POST",
      redirect: "manual",
      headers: { Origin: sipario.origin, "Content-Type": "application/x-www-form-urlencoded" },
      body: "",
    });
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith("sipario="));
    if (!cookie) throw new Error(`not let in: ${response.status}`);
    return cookie.split(";")[0]?.slice("sipario=".length) ?? "";
  }

  return {
    ...sipario,
    boutiqueIds, ownerCookie, event, linkOf, enter,
    async erase() {
      await sipario.close();
      const lock = lockFolder(dataDir);
      eraseFolder(dataDir);
      lock.release();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
export type BenchHouse = Awaited<ReturnType<typeof openBenchHouse>>;
