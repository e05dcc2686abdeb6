import { expect, test } from "vitest";
import { gather } from "#server/infra/gather.ts";

test("what is asked in one turn is one question, each with its own answer", async () => {
  const asked: number[][] = [];
  const ask = gather<number, string>(async (all) => {
    asked.push([...all]);
    return all.map((one) => `${one}!`);
  }, 3);
  expect(await Promise.all([1, 2, 3, 4].map(ask))).toEqual(["1!", "2!", "3!", "4!"]);
  expect(await ask(5)).toBe("5!");
  expect(asked).toEqual([[1, 2, 3], [4], [5]]);
});

test("a question that fails fails for those who waited for it and for nobody after", async () => {
  let isAway = true;
  const ask = gather<number, number>(async (all) => {
    if (isAway) throw new Error("away");
    return all.slice(0, 1);
  });
  expect(await Promise.allSettled([ask(1), ask(2)])).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  isAway = false;
  expect(await Promise.allSettled([ask(1), ask(2)])).toMatchObject([{ status: "fulfilled", value: 1 }, { status: "rejected" }]);
});
