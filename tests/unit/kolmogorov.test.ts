import { expect, test } from "vitest";
import { kolmogorovSmirnov } from "#tests/bench/enumerate.ts";

const uniform = (count: number, from: number, to: number) => Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);

test("two samples of one distribution are not told apart; a shifted one is", () => {
  expect(kolmogorovSmirnov(uniform(500, 0, 1), uniform(500, 0, 1)).p).toBeGreaterThan(0.99);
  const { d, p } = kolmogorovSmirnov(uniform(500, 0, 1), uniform(500, 0.2, 1.2));
  expect(d).toBeCloseTo(0.2, 2);
  expect(p).toBeLessThan(0.001);
});

test("the distance that five of a hundred such pairs exceed has a p of about 0.05", () => {
  const { d, p } = kolmogorovSmirnov(uniform(200, 0, 1), uniform(200, 0.13, 1.13));
  expect(d).toBeCloseTo(1.36 * Math.sqrt(2 / 200), 2); // the tabled critical value
  expect(p).toBeGreaterThan(0.03);
  expect(p).toBeLessThan(0.07);
});
