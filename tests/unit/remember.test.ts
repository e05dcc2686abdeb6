import { expect, test, vi } from "vitest";
import { remember } from "#server/infra/remember.ts";

/** A question whose answers are given by hand. */
function byHand() {
  const given: { resolve(answer: string): void; reject(fault: Error): void }[] = [];
  const question = vi.fn(() => new Promise<string>((resolve, reject) => void given.push({ resolve, reject })));
  return { given, question };
}

test("is asked once, whoever asks meanwhile and later", async () => {
  const { given, question } = byHand();
  const { ask } = remember(question);
  const both = [ask(), ask()];
  given[0]?.resolve("as it was");
  expect(await Promise.all(both)).toEqual(["as it was", "as it was"]);
  expect(await ask()).toBe("as it was");
  expect(question).toHaveBeenCalledTimes(1);
});

test("an answer that was under way when it was forgotten does not come back", async () => {
  const { given, question } = byHand();
  const { ask, forget } = remember(question);
  const before = ask();
  forget();
  const after = ask();
  given[1]?.resolve("as it is");
  given[0]?.resolve("as it was");
  expect([await before, await after, await ask()]).toEqual(["as it was", "as it is", "as it is"]);
});

test("a fault is told to who asked, and asked again", async () => {
  const { given, question } = byHand();
  const { ask, forget } = remember(question);
  const failed = ask();
  given[0]?.reject(new Error("no database"));
  await expect(failed).rejects.toThrow("no database");
  const old = ask();
  forget();
  const again = ask();
  given[1]?.reject(new Error("too late"));
  await expect(old).rejects.toThrow("too late");
  given[2]?.resolve("there");
  expect([await again, await ask()]).toEqual(["there", "there"]);
  expect(question).toHaveBeenCalledTimes(3);
});
