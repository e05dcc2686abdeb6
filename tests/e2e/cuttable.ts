import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { Browser, BrowserType } from "@playwright/test";
import { findBrowser } from "#tests/e2e/browser.ts";

/** A wire between browsers and the house that can be cut and mended; while it is cut nothing answers. */
export async function openCuttable(port: number) {
  const ends = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    near.on("error", () => {});
    if (isCut) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    far.on("error", () => near.destroy());
    for (const end of [near, far]) {
      ends.add(end);
      end.on("close", () => {
        ends.delete(end);
        (end === near ? far : near).destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      for (const end of ends) end.destroy();
    },
    mend() {
      isCut = false;
    },
    close: () => new Promise<void>((resolve) => {
      for (const end of ends) end.destroy();
      server.close(() => resolve());
    }),
  };
}

/** A browser of its own whose every question to the house goes over such a wire. */
export async function openBehindWire(origin: string, chromium: BrowserType, argsOf: (args: string[]) => string[] = (args) => args) {
  const { port, host } = new URL(origin);
  const wire = await openCuttable(Number(port));
  const found = await findBrowser();
  const browser: Browser = await chromium.launch({ ...found, args: [...argsOf(found.args), `--host-resolver-rules=MAP ${host} 127.0.0.1:${wire.port}`] });
  return {
    wire,
    browser,
    async close() {
      await browser.close();
      await wire.close();
    },
  };
}
