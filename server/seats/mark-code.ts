import { randomInt } from "node:crypto";

/** Codes have 31 bits: a seat's number is of no use to anyone, and no two of an event are alike (the database says so). */
const codes = 2 ** 31;
const triesMax = 5;

const isTaken = (fault: unknown): boolean => fault instanceof Error && "code" in fault && fault.code === "P2002";

/** Writes a seat with a random mark code of its own; again with another one when its event has given that code before. */
export async function withMarkCode<T>(write: (markCode: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await write(randomInt(codes));
    } catch (fault) {
      if (!isTaken(fault) || tries === triesMax) throw fault;
    }
}
