import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { clients, staff } from "#prisma/cast.ts";
import { eraseFolder } from "#server/infra/embedded/postgres-place.ts";
import { readEnv } from "#server/infra/env.ts";
import { openLog } from "#server/infra/log.ts";
import { lookAround, openGuest } from "#tests/demo/check-browser.ts";
import { proveConfidential } from "#tests/demo/check-confidential.ts";
import { proveDoor, proveRefusals } from "#tests/demo/check-door.ts";
import { proveMediaPort } from "#tests/demo/check-media-port.ts";
import { proveRemoval } from "#tests/demo/check-removal.ts";
import { proveRoom } from "#tests/demo/check-room.ts";
import { proveSealed } from "#tests/demo/check-sealed.ts";
import { proveSpeaker, proveInfluencer } from "#tests/demo/check-stage.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { openLaunch } from "#tests/demo/launch.ts";
import { expect, openProofs, until } from "#tests/demo/proofs.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { signIn } from "#tests/demo/sign-in.ts";
import { say } from "#tests/demo/tell.ts";
import { findBrowser } from "#tests/e2e/browser.ts";

const longestMs = 6 * 60_000;
/** What belongs to this machine's own house is not the check's: it has a folder, a database and ports of its own. */
const own = ["DATA_DIR", "DATABASE_URL", "HOUSE_KEY_FILE", "PORT", "HOST", "PUBLIC_ORIGIN", "SMTP_URL", "MAIL_FROM", "MEDIA_ADDRESS", "TRUSTED_PROXIES"];

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The whole walk through one launch, in a real browser, beside the crowd. */
async function walk(launch: Launch, proofs: Proofs): Promise<void> {
  const { sipario, crowd, events } = launch;
  const hasPicture = sipario.mediaWord === null;
  const browser = await chromium.launch(await findBrowser());
  try {
    const ines = await openGuest(browser, { name: clients.ines.name, locale: "en-GB", viewport: { width: 1280, height: 800 } });
    const elena = await openGuest(browser, { name: clients.elenaConti.name, locale: "it-IT", viewport: { width: 390, height: 844 } });
    await proveDoor(proofs, launch, [ines, elena], browser);
    await proveRefusals(proofs, launch, ines);

    const marc = await signIn(sipario.origin, launch.staff.get(staff.marc.name)?.link ?? "", staff.marc);
    const desk = await lookAround(marc, events.invited.id);
    await proofs.prove("simulated guests and two tablets come through the real wire", async () => {
      await until(() => desk.attendance().online + desk.attendance().lobby >= 10 && desk.attendance().boutiques.every(({ tablets }) => tablets === 1), 45_000, "guests and a tablet in each boutique");
      const { online, lobby, boutiques } = desk.attendance();
      return `${online + lobby} guests, ${boutiques.length} tablets so far`;
    });
    if (hasPicture) await until(() => desk.isReady(staff.beatrice.name), 30_000, "the host is ready").catch(() => {});
    const pressedAt = performance.now();
    crowd.order({ do: "goLive", key: "invited" });
    crowd.order({ do: "goLive", key: "open" });
    await proveRoom(proofs, launch, desk, [ines, elena], pressedAt);
    if (hasPicture) {
      await proveSpeaker(proofs, desk, ines);
      await proveInfluencer(proofs, launch, desk, ines, browser);
    } else for (const name of ["a speaker comes on and goes off", "an influencer goes from the green room on air and off"]) proofs.skip(name, "there is no media server");
    await proveRemoval(proofs, launch, { key: "invited", lang: "it", hostName: staff.beatrice.name }, desk, elena);
    if (hasPicture) await proveMediaPort(proofs, launch, [ines, elena]);
    else proofs.skip("what a browser received opens nothing at the media server's own port", "there is no media server");
    await proofs.prove("no page asked anything of a foreign origin, or broke its own rules", async () => {
      for (const guest of [ines, elena]) {
        expect(guest.foreign().length === 0, `${guest.name} asked ${guest.foreign()[0]}`);
        expect(guest.faults().length === 0, `${guest.name}: ${guest.faults()[0]}`);
      }
    });
    desk.leave();
    await elena.context.close();
    await ines.page.goto("about:blank"); // her evening goes on without her; her cookie is tried at another
    await proveConfidential(proofs, launch, browser, marc, ines);
    await ines.context.close();
    await proveSealed(proofs, launch, browser, marc);
  } finally {
    await browser.close();
  }
}

/** Runs a launch without a person, in a folder of its own that is erased after it. Answers the exit code. */
export async function check(): Promise<number> {
  const proofs = openProofs((text) => void process.stdout.write(`${text}\n`));
  const base = mkdtempSync(path.join(tmpdir(), "sipario-check-"));
  chmodSync(base, 0o711); // the database's user passes through
  const dataDir = path.join(base, "data");
  const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.includes(name)));
  const env = readEnv({ ...settings, DATA_DIR: dataDir, LOG_LEVEL: settings.LOG_LEVEL ?? "warn" });
  let launch: Launch | null = null;
  let isClosing = false;
  const end = async () => {
    isClosing = true;
    await launch?.close().catch(() => {});
    eraseFolder(dataDir);
    rmSync(base, { recursive: true, force: true });
  };
  const stop = () => void end().finally(() => process.exit(1));
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const tooLong = setTimeout(() => {
    say("The check did not end in time.");
    stop();
  }, longestMs);

  const begun = performance.now();
  await proofs.prove("the house opens, the cast comes in, the doors of every evening open", async () => {
    launch = await openLaunch(env, openLog(env.LOG_LEVEL), { runsItself: false }, (trouble) => {
      if (!isClosing) say(`        (among the simulated people, ${trouble})`);
    });
    const { sipario, events } = launch;
    for (const { id } of Object.values(events)) {
      const { phase } = await sipario.house.events.read(await sipario.steward.pass(id, "event.know", "the check asks whether doors are open"));
      expect(phase === "doors", `an event is ${phase}`);
    }
    return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  });
  const opened = launch as Launch | null;
  if (opened) {
    await walk(opened, proofs).catch((fault: unknown) => proofs.prove("the walk through the launch", () => Promise.reject(fault)));
    isClosing = true;
    const pid = opened.crowd.pid;
    await proofs.prove("the launch closes and leaves nobody behind", async () => {
      const closing = performance.now();
      await opened.close();
      expect(!isAlive(pid), "the crowd is still there");
      return `${Math.round(performance.now() - closing)} ms`;
    });
    launch = null;
  }
  clearTimeout(tooLong);
  await end();
  return proofs.close();
}

