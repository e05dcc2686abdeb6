import { openNodeKeys } from "#tests/demo/node-keys.ts";
import type { NodeKeys } from "#tests/demo/node-keys.ts";
import type { DemoSeat } from "#tests/demo/seat.ts";

/** The media keys of a seat at an encrypted event: asked for over its own wire, and again with each epoch. Who publishes says when one is in force. */
export async function followKeys(seat: DemoSeat, isPublisher: boolean): Promise<NodeKeys> {
  const ask = async () => {
    const given = await seat.command("call.key", {});
    if (!given.ok) throw new Error(`no media key: ${given.reason}`);
    return { epoch: given.value.epoch, key: Buffer.from(given.value.key, "base64url") };
  };
  const inForce = async (epoch: number) => void (isPublisher && (await seat.command("call.keyInForce", { epoch })));
  const first = await ask();
  const keys = openNodeKeys(first.epoch, first.key);
  await inForce(first.epoch);
  seat.wire.on("call.epoch", async () => {
    const next = await ask().catch(() => null); // a seat that has ended is given none
    if (!next) return;
    keys.use(next.epoch, next.key);
    await inForce(next.epoch);
  });
  return keys;
}
