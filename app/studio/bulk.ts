import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import * as z from "#contracts/zod.ts";

export type BulkAct = "send" | "withdraw" | "early" | "usual";

/** Where an act goes, what it carries, and how many guests at a time: what ends seats takes longer for each. */
const goals = {
  send: { to: "send", fields: {}, atOnce: 200 },
  withdraw: { to: "withdraw", fields: {}, atOnce: 20 },
  early: { to: "early", fields: { isEarly: "yes" }, atOnce: 100 },
  usual: { to: "early", fields: { isEarly: "no" }, atOnce: 100 },
} as const satisfies Record<BulkAct, { to: string; fields: Record<string, string>; atOnce: number }>;

/** Letters cannot be called back, so they wait this long before the first is asked for. */
const graceMs = 5000;

export type Bulk =
  | { step: "idle" }
  | { step: "grace"; act: "send"; ids: readonly string[] }
  | { step: "running"; act: BulkAct; ids: readonly string[]; done: number }
  | { step: "done"; act: BulkAct; ids: readonly string[]; done: number; count: number; end: "all" | "stopped" | "failed" };

const Told = z.object({ count: z.number() });

/**
 * An act for many guests, some at a time, so that its progress is seen and it can be stopped between two portions. The
 * list is asked for anew once, at the end.
 */
export function useBulk(base: string) {
  const [bulk, setBulk] = useState<Bulk>({ step: "idle" });
  const { revalidate } = useRevalidator();
  const isStopped = useRef(false);

  const run = useCallback(
    async (act: BulkAct, ids: readonly string[]) => {
      const { to, fields, atOnce } = goals[act];
      isStopped.current = false;
      let count = 0;
      let done = 0;
      let end: "all" | "stopped" | "failed" = "all";
      for (; done < ids.length; done += atOnce) {
        if (isStopped.current) {
          end = "stopped";
          break;
        }
        setBulk({ step: "running", act, ids, done });
        const body = new FormData();
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        for (const id of ids.slice(done, done + atOnce)) body.append("guestId", id);
        const answer = await fetch(`${base}/${to}`, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
        const told = answer?.ok ? Told.safeParse(await answer.json().catch(() => null)) : null;
        if (!told?.success) {
          end = "failed";
          break;
        }
        count += told.data.count;
      }
      setBulk({ step: "done", act, ids, done: Math.min(done, ids.length), count, end });
      revalidate();
    },
    [base, revalidate],
  );

  const isWaiting = bulk.step === "grace" ? bulk.ids : null;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => void run("send", isWaiting), graceMs);
    return () => clearTimeout(timer);
  }, [isWaiting, run]);

  return {
    bulk,
    start: (act: BulkAct, ids: readonly string[]) => (act === "send" ? setBulk({ step: "grace", act, ids }) : void run(act, ids)),
    /** In the grace nothing has happened yet; while it runs the portion under way is finished. */
    stop() {
      if (bulk.step === "grace") setBulk({ step: "idle" });
      isStopped.current = true;
    },
    close: () => setBulk({ step: "idle" }),
  };
}
