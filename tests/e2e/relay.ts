import type { Socket } from "node:dgram";
import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import type { BrowserContext } from "@playwright/test";

/** One way for packets, to one port of the media server and back; each sender has its own, as a router would keep it. */
async function openWay(port: number, isCut: () => boolean) {
  const front = createSocket("udp4");
  const backs = new Map<number, Socket>();
  front.on("message", (packet, from) => {
    if (isCut()) return;
    let back = backs.get(from.port);
    if (!back) {
      back = createSocket("udp4");
      backs.set(from.port, back);
      back.on("message", (answer) => void (isCut() || front.send(answer, from.port, from.address)));
    }
    back.send(packet, port, "127.0.0.1");
  });
  await new Promise<void>((resolve) => front.bind(0, "127.0.0.1", resolve));
  return {
    port: (front.address() as AddressInfo).port,
    close() {
      for (const one of [front, ...backs.values()]) one.close();
    },
  };
}

/**
 * Leads every packet of picture and sound of these pages over ways that can be cut: the pages are told the relay's ports in
 * place of the media server's, and keep their own addresses to themselves, so that there is no other way.
 */
export async function relayPackets(context: BrowserContext) {
  const ways = new Map<number, ReturnType<typeof openWay>>();
  let isCut = false;
  await context.exposeFunction("relayTo", async (port: number) => {
    const way = ways.get(port) ?? openWay(port, () => isCut);
    ways.set(port, way);
    return (await way).port;
  });
  await context.addInitScript(() => {
    const told = window as unknown as { relayTo(port: number): Promise<number> };
    const candidate = /( udp \d+ \S+ )(\d+)( typ host)/gi;
    const relayed = async (text: string) => {
      const ports = new Map<string, number>();
      for (const [, , port = ""] of text.matchAll(candidate)) ports.set(port, await told.relayTo(Number(port)));
      return text.replaceAll(candidate, (_all, before, port, after) => `${before}${ports.get(port)}${after}`);
    };
    const { prototype } = RTCPeerConnection;
    const { addIceCandidate, setRemoteDescription } = prototype;
    prototype.addIceCandidate = async function (this: RTCPeerConnection, found?: RTCIceCandidateInit | null) {
      return Reflect.apply(addIceCandidate, this, [found?.candidate ? { ...found, candidate: await relayed(found.candidate) } : (found ?? undefined)]);
    };
    prototype.setRemoteDescription = async function (this: RTCPeerConnection, said: RTCSessionDescriptionInit) {
      return Reflect.apply(setRemoteDescription, this, [{ type: said.type, sdp: await relayed(said.sdp ?? "") }]);
    };
    Object.defineProperty(prototype, "onicecandidate", { set() {}, get: () => null });
  });
  context.on("close", async () => {
    for (const way of ways.values()) (await way).close();
  });
  return {
    cut() {
      isCut = true;
    },
    mend() {
      isCut = false;
    },
  };
}
