import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Pass } from "#server/access/pass.ts";
import { openFiles } from "#server/files/files.ts";
import { openProduct } from "#server/product/product.ts";
import { openLaunch } from "#tests/house/a-launch.ts";

const form = { en: "The Serene Hour", it: "Ora Serena", fr: "L'Heure sereine", de: "Die heitere Stunde", price: "48 000 EUR" };
const names = { en: form.en, it: form.it, fr: form.fr, de: form.de };

let launch: Awaited<ReturnType<typeof openLaunch>>;
let isDown = false;
beforeAll(async () => {
  launch = await openLaunch();
});
afterAll(() => launch.close());

async function open(plan: Parameters<typeof launch.event>[0]) {
  const { room, steward } = launch;
  const files = openFiles(room, { markStill: async (_pass, bytes) => bytes, isCurtainDown: () => isDown });
  const product = openProduct(room, { files, isCurtainDown: () => isDown });
  const eventId = await launch.event({ phase: "live", ...plan });
  const producer = await launch.staff("Marc", "producer");
  const host = await launch.staff("Beatrice", "host");
  const edit = () => launch.as(producer, eventId, "product.edit");
  const see = () => launch.as(host, eventId, "product.see");
  return { files, product, eventId, producer, edit, see, steward };
}

describe("C4: what is veiled is not sent", () => {
  test("a veiled piece is veiled and nothing else, to whoever does not edit it: its owner, too, and whether or not there is one", async () => {
    const { product, edit, see, producer, eventId } = await open({ isVeiled: true });
    expect(await product.read(await see())).toEqual({ isVeiled: true });
    await product.edit(await edit(), form);
    expect(await product.read(await see())).toEqual({ isVeiled: true });
    expect(await product.read(await launch.as(producer, eventId, "product.see"))).toEqual({ isVeiled: true });
    expect(await product.forEdit(await edit())).toEqual({ names, price: form.price, pictureId: null, files: [] });
  });

  test("once it is revealed it is read whole; an event without a piece reads null", async () => {
    const { product, edit, see, eventId } = await open({ isVeiled: true });
    await launch.room.db.event.update({ where: { id: eventId }, data: { revealedAt: new Date() } });
    expect(await product.read(await see())).toBeNull();
    await product.edit(await edit(), form);
    expect(await product.read(await see())).toEqual({ isVeiled: false, names, price: form.price, pictureId: null, files: [] });
  });

  test("a piece that nobody veils is read at once", async () => {
    const { product, edit, see } = await open({});
    await product.edit(await edit(), { ...form, price: undefined });
    expect(await product.read(await see())).toEqual({ isVeiled: false, names, price: null, pictureId: null, files: [] });
  });

  test("behind the curtain there is no piece, shown or not; the studio goes on editing it", async () => {
    const { product, edit, see } = await open({});
    await product.edit(await edit(), form);
    isDown = true;
    expect(await product.read(await see())).toEqual({ isVeiled: true });
    expect((await product.forEdit(await edit())).names).toEqual(names);
    isDown = false;
    expect(await product.read(await see())).toMatchObject({ isVeiled: false });
  });

  test("a host, a moderator, an advisor and an analyst may not edit it, nor read it for editing", async () => {
    const { eventId } = await open({ isVeiled: true });
    for (const role of ["host", "moderator", "advisor", "analyst"] as const)
      await expect(launch.as(await launch.staff("Somebody", role), eventId, "product.edit")).rejects.toThrow();
  });
});

test("C7: whoever reads the piece of a sealed event for editing leaves an entry, and reads nothing when none can be written", async () => {
  const { product, edit, eventId } = await open({ isVeiled: true });
  await product.edit(await edit(), form);
  const pass = await edit();
  const sealed = { ...pass, event: { ...pass.event, level: "sealed" } } as Pass<"product.edit">;
  const entries = () => launch.room.db.entry.count({ where: { chain: eventId, name: "content.read" } });
  await product.forEdit(pass);
  expect(await entries()).toBe(0);
  await product.forEdit(sealed);
  expect(await entries()).toBe(1);
  await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" ADD CONSTRAINT "none" CHECK (name <> 'content.read') NOT VALID`);
  await expect(product.forEdit(sealed)).rejects.toThrow();
  await launch.room.db.$executeRawUnsafe(`ALTER TABLE "Entry" DROP CONSTRAINT "none"`);
});

test("C11: neither names nor price stand in the database", async () => {
  const { product, edit } = await open({ isVeiled: true });
  await product.edit(await edit(), form);
  expect(await launch.wordsInDatabase(Object.values(form))).toEqual([]);
  const entries = await launch.room.db.entry.findMany({ where: { name: "product.edited" } });
  expect(entries.map(({ facts }) => facts)).toContainEqual({});
});
