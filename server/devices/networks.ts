import { BlockList, isIP } from "node:net";
import type { Sealed } from "#server/infra/sealed.ts";

/** A list of networks as it is written, an address or a CIDR range on each line; null when a line is neither. */
export function readNetworks(text: string): BlockList | null {
  const list = new BlockList();
  for (const line of text.split(/[\s,;]+/).filter(Boolean)) {
    const [address = "", bits, ...rest] = line.split("/");
    const family = isIP(address);
    const length = bits === undefined ? (family === 4 ? 32 : 128) : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
    if (family === 0 || rest.length > 0 || length < 0 || length > (family === 4 ? 32 : 128)) return null;
    list.addSubnet(address, length, family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/** Asks whether an address lies in the networks an event lists for its tablets; an empty list holds nobody. */
export const openNetworks =
  (sealed: Sealed) =>
  (eventId: string, networks: Uint8Array, address: string): boolean => {
    const list = readNetworks(sealed.event(eventId).open(`Event.networks:${eventId}`, networks));
    const asked = plain(address);
    const family = isIP(asked);
    return list !== null && family !== 0 && list.check(asked, family === 4 ? "ipv4" : "ipv6");
  };
