import type { RequestHandler } from "express";
import type { Db } from "#server/infra/db.ts";

export interface HealthDeps {
  db: Db;
  /** Null when there is a picture; else why not and how to get it. */
  mediaWord(): string | null;
  isMediaUp(): Promise<boolean>;
  /** Acts that wait to be recorded. */
  waitingActs(): number;
}

const within = <T>(promise: Promise<T>, ms: number, otherwise: T): Promise<T> =>
  Promise.race([promise, new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), ms).unref())]);

/** `GET /health`: how the house's parts are; 503 when the database is away. Says nothing about any event. `HEAD`, which every waiting page asks, troubles no media server. */
export function health({ db, mediaWord, isMediaUp, waitingActs }: HealthDeps): RequestHandler {
  return async (request, response) => {
    const isDatabaseUp = await within(
      db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ),
      2000,
      false,
    );
    response.status(isDatabaseUp ? 200 : 503).set("Cache-Control", "no-store");
    if (request.method === "HEAD") return void response.end();
    const isBlind = mediaWord() !== null; // why, is told to whoever runs the house: it may name what lies on its machine
    const picture = isBlind ? "none" : (await within(isMediaUp(), 2000, false)) ? "up" : "down";
    response.json({ house: isDatabaseUp ? "open" : "closed to newcomers", database: isDatabaseUp ? "up" : "down", picture, waitingActs: waitingActs() });
  };
}
