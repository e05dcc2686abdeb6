import { once } from "node:events";
import { WebSocket } from "ws";
import type { CheckGuest } from "#tests/demo/check-browser.ts";
import type { Launch } from "#tests/demo/launch.ts";
import type { Proofs } from "#tests/demo/proofs.ts";
import { expect } from "#tests/demo/proofs.ts";

/** A signed token, as the media server takes them. */
const signed = /eyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]{10,}/;

/** Everything a browser was given or sent that might be tried as a key: cookies, and what stands in its sockets' addresses. */
async function keysOf(guest: CheckGuest): Promise<string[]> {
  const cookies = (await guest.context.cookies()).map(({ value }) => value);
  const addresses = guest.socketAddresses().flatMap((address) => {
    const { pathname, searchParams } = new URL(address);
    return [...pathname.split("/"), ...searchParams.values()];
  });
  return [...new Set([...cookies, ...addresses])].filter((text) => text.length > 3);
}

async function opens(url: string): Promise<boolean> {
  const socket = new WebSocket(url, { handshakeTimeout: 3000 });
  socket.on("error", () => {});
  const opened = once(socket, "open").then(() => true);
  const closed = once(socket, "close").then(() => false);
  const isOpen = await Promise.race([opened, closed]).catch(() => false);
  socket.terminate();
  return isOpen;
}

/** With the media server's own port in reach: nothing a guest's browser holds lets anybody in there. */
export async function proveMediaPort(proofs: Proofs, { sipario }: Launch, people: readonly CheckGuest[]): Promise<void> {
  const { mediaPort } = sipario;
  if (mediaPort === null) return proofs.skip("what a browser received opens nothing at the media server's own port", "the media server is not the house's own");
  const at = `127.0.0.1:${mediaPort}`;
  await proofs.prove("what a browser received opens nothing at the media server's own port", async () => {
    const reached = await fetch(`http://${at}/`).then((answer) => answer.status);
    expect(reached === 200, `the media server is not at its port: ${reached}`);
    const keys = (await Promise.all(people.map(keysOf))).flat();
    expect(keys.length >= 4, "the browsers received too little for this to prove anything");
    for (const key of keys) {
      const token = encodeURIComponent(key);
      for (const way of ["rtc", "rtc/v1"]) expect(!(await opens(`ws://${at}/${way}?access_token=${token}&auto_subscribe=1`)), `a socket opened at /${way}`);
      const validated = await fetch(`http://${at}/rtc/validate?access_token=${token}`);
      expect(validated.status >= 400, `/rtc/validate answered ${validated.status}`);
      const listed = await fetch(`http://${at}/twirp/livekit.RoomService/ListRooms`, {
        method: "POST",
        headers: { authorization: `Bearer ${key.replaceAll(/[^\x21-\x7e]/g, "")}`, "content-type": "application/json" },
        body: "{}",
      });
      expect(listed.status >= 400, `the room service answered ${listed.status}`);
    }
    return `${keys.length} values tried`;
  });
  await proofs.prove("no token of the media server, and no address but ours, ever reached a browser", async () => {
    for (const guest of people) {
      for (const text of [...guest.received(), ...guest.socketAddresses(), await guest.page.content()]) {
        expect(!signed.test(text), `${guest.name} received a signed token`);
        expect(!/stun:|turn:|turns:/.test(text), `${guest.name} was told of another server`);
      }
      const strangers = guest.socketAddresses().filter((address) => new URL(address).host !== new URL(sipario.origin).host);
      expect(strangers.length === 0, `${guest.name} opened a socket elsewhere`);
    }
    return `${people.reduce((sum, guest) => sum + guest.received().length, 0)} frames read`;
  });
}
