import { setTimeout as sleep } from "node:timers/promises";
import { staff } from "#prisma/cast.ts";
import type { CheckGuest, Desk } from "#tests/demo/check-browser.ts";
import { framesOf } from "#tests/demo/check-browser.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect, until } from "#tests/demo/proofs.ts";

const watchMs = 3000;
/** The host gives fifteen a second; a busy machine shows fewer. */
const leastFramesPerSecond = 4;

/** Live: the picture's frames advance where somebody waited, tallies and chat arrive. */
export async function proveRoom(proofs: Proofs, { sipario }: Launch, desk: Desk, people: readonly CheckGuest[], pressedAt: number): Promise<void> {
  await proofs.prove("the event goes live for everybody who waits", async () => {
    for (const guest of people) await until(() => guest.heard("phase.changed") > 0, 30_000, `${guest.name} hears of it`);
    return `${Math.round(performance.now() - pressedAt)} ms after the director was told`;
  });
  if (sipario.mediaWord === null)
    for (const { name, page } of people)
      await proofs.prove(`${name} sees the picture, and its frames advance`, async () => {
        await until(() => desk.onAir(staff.beatrice.name) !== undefined, 20_000, "the host on air");
        const identity = desk.onAir(staff.beatrice.name)?.identity ?? "";
        await until(async () => (await framesOf(page, identity)) > 3, 20_000, "the first frames");
        const before = await framesOf(page, identity);
        await sleep(watchMs);
        const shown = (await framesOf(page, identity)) - before;
        expect(shown >= (leastFramesPerSecond * watchMs) / 1000, `only ${shown} frames in ${watchMs / 1000} s`);
        const size = await page.evaluate((one) => {
          const video = document.querySelector<HTMLVideoElement>(`video[data-identity="${one}"]`);
          return `${video?.videoWidth}×${video?.videoHeight}`;
        }, identity);
        return `${shown} frames in ${watchMs / 1000} s at ${size}`;
      });
  else for (const { name } of people) proofs.skip(`${name} sees the picture, and its frames advance`, "there is no media server");

  await proofs.prove("tallies of reactions arrive, gathered", async () => {
    const [first] = people;
    const before = first?.heard("tally.counted") ?? 0;
    await sleep(8000);
    const came = (first?.heard("tally.counted") ?? 0) - before;
    expect(came >= 4, `${came} in 8 s`);
    expect(came <= 40, `${came} in 8 s: they are not gathered`);
    return `${came} in 8 s`;
  });
  await proofs.prove("chat lines of others arrive", async () => {
    await until(() => people.every((guest) => guest.heard("chat.posted") > 0), 40_000, "a line for everybody");
  });
}
