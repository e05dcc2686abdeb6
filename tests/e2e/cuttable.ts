import { createServer, connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";

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
