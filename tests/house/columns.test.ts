import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actOf } from "#app/studio/record-words.ts";
import type { Holds } from "#server/rest/columns.ts";
import { columns } from "#server/rest/columns.ts";
import type { Played } from "#tests/house/a-confidential.ts";
import { piece, plan, playThrough } from "#tests/house/a-confidential.ts";
import { dumpDatabase, findSecrets, readFolder } from "#tests/house/dump.ts";
import { openTestHouse } from "#tests/house/open-house.ts";

let house: Awaited<ReturnType<typeof openTestHouse>>;
let played: Played;
const log: string[] = [];
beforeAll(async () => {
  house = await openTestHouse({ hears: (line) => void log.push(line) });
  played = await playThrough(house);
}, 120_000);
afterAll(() => house.close());

async function query<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  return client.query<T>(sql).then(({ rows }) => rows, (fault) => Promise.reject(fault)).finally(() => client.end());
}
interface Column {
  table: string;
  column: string;
  type: string;
  udt: string;
}
const inDatabase = () =>
  query<Column>(`SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type, c.udt_name AS udt FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations' ORDER BY 1, 2`);

const listed: ReadonlyMap<string, Holds> = new Map(Object.entries(columns).flatMap(([table, all]) => Object.entries<Holds>(all).map(([column, holds]) => [`${table}.${column}`, holds] as const)));

/** What PostgreSQL must call a column that holds such a thing. */
function typesFor(holds: Holds): readonly string[] {
  if (typeof holds !== "string") return ["text", "ARRAY"];
  if (["digest", "E", "H", "N", "EorH", "publicKey", "publicBytes"].includes(holds)) return ["bytea"];
  if (holds === "time") return ["timestamp with time zone"];
  if (holds === "number") return ["integer"];
  if (holds === "flag") return ["boolean"];
  if (holds === "word") return ["USER-DEFINED", "ARRAY"];
  if (holds === "wishes" || holds === "facts") return ["jsonb"];
  return holds === "ids" ? ["ARRAY"] : ["text"];
}

const isId = (value: unknown): boolean => typeof value === "string" && /^[a-z]{1,5}_[A-Za-z0-9_-]{22}$/.test(value);
const isSealed = (value: unknown): boolean => value instanceof Uint8Array && (value.length === 0 || (value[0] === 1 && value.length >= 29));
function isZone(value: unknown): boolean {
  try {
    return typeof value === "string" && Boolean(new Intl.DateTimeFormat("en", { timeZone: value }));
  } catch {
    return false;
  }
}
const isWord = (value: unknown): boolean => typeof value === "string" && (isId(value) || /^[a-zA-Z]{1,24}(\.[a-zA-Z]{1,24})?$/.test(value) || /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value));
const isFact = (value: unknown): boolean =>
  value === null || typeof value === "number" || typeof value === "boolean" || (Array.isArray(value) ? value.every(isWord) : isWord(value));

/** Whether a stored value is what the registry says; a steward's reason is a sentence of the house's own. */
function fits(holds: Holds, value: unknown): boolean {
  if (typeof holds !== "string") return (Array.isArray(value) ? value : [value]).every((one) => holds.includes(one));
  switch (holds) {
    case "id":
      return isId(value);
    case "ids":
      return Array.isArray(value) && value.every(isId);
    case "digest":
      return value instanceof Uint8Array && value.length === 32;
    case "password":
      return typeof value === "string" && value.startsWith("$argon2id$");
    case "E":
    case "H":
    case "N":
    case "EorH":
      return isSealed(value);
    case "zone":
      return isZone(value);
    case "localTime":
      return typeof value === "string" && /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/.test(value);
    case "publicKey":
      return value instanceof Uint8Array && value.length >= 16;
    case "wishes":
      return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "boolean" || typeof one === "number");
    case "facts":
      return typeof value === "object" && value !== null && Object.entries(value).every(([name, one]) => (name === "why" ? typeof one === "string" : isFact(one)));
    case "chain":
      return value === "house" || isId(value);
    case "place":
      return value === "online" || isId(value);
    case "act":
      return typeof value === "string" && actOf(value) !== null;
    default:
      return true; // the database itself keeps times, numbers, flags and its own lists; what is public is on every page
  }
}

describe("C11: a copy of the database tells nothing", () => {
  test("each column of each table is listed for what it holds, and nothing is listed that is not there", async () => {
    const found = await inDatabase();
    expect(found.length).toBeGreaterThan(200);
    expect(found.filter(({ table, column }) => !listed.has(`${table}.${column}`)).map(({ table, column }) => `${table}.${column}`)).toEqual([]);
    const names = new Set(found.map(({ table, column }) => `${table}.${column}`));
    expect([...listed.keys()].filter((name) => !names.has(name))).toEqual([]);
    const wrong = found.filter(({ table, column, type }) => !typesFor(listed.get(`${table}.${column}`) ?? "time").includes(type));
    expect(wrong).toEqual([]);
  });

  test("what stands in them after a confidential evening is what is said of them", async () => {
    const wrong: string[] = [];
    let values = 0;
    for (const [name, holds] of listed) {
      const [table, column] = name.split(".");
      for (const { value } of await query<{ value: unknown }>(`SELECT "${column}" AS value FROM "${table}" WHERE "${column}" IS NOT NULL`)) {
        values += 1;
        if (!fits(holds, value)) wrong.push(`${name}: ${JSON.stringify(value)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(values).toBeGreaterThan(500);
  });

  test("a value that is not what is said would be found", () => {
    expect([fits("id", "Inès"), fits("digest", Buffer.from("short")), fits("H", Buffer.from("Elena")), fits("zone", "Le Sentier/Mill")]).toEqual([false, false, false, false]);
    expect(fits("facts", { guestId: "gst_0123456789012345678901", name: "Inès Arnaud" })).toBe(false);
    expect(fits("wishes", { veil: true, note: "the watch" })).toBe(false);
    expect(fits(["online"], "Notturno")).toBe(false);
  });

  test("the dump of every table holds no name, title, price, place, address, link, code, cookie or line", async () => {
    const dump = await dumpDatabase(house.databaseUrl);
    expect(dump.size).toBeGreaterThan(Object.keys(columns).length); // the queue's tables, too
    expect([...dump.values()].join("").length).toBeGreaterThan(50_000);
    expect(played.secrets.length).toBeGreaterThan(40);
    expect(findSecrets(dump, played.secrets)).toEqual([]);
  });

  test("neither do the log and the house's folder, but for its keys", () => {
    const files = readFolder(house.dataDir, ["keys", "house.key", "signing.key"]);
    expect([...files.keys()]).toContain("taken.jsonl");
    expect([...files.keys()].some((name) => name.startsWith(`files/${played.eventId}/`))).toBe(true);
    expect(findSecrets(files, played.secrets)).toEqual([]);
    expect(log.length).toBeGreaterThan(0);
    expect(findSecrets(new Map([["log", log.join("\n")]]), [...played.secrets, played.eventId])).toEqual([]);
  });

  test("the search finds what it is to find", async () => {
    const hidden = new Map<string, string | Buffer>([
      ["plain", `a row with ${plan.title} in it`],
      ["hex", `\\x00${Buffer.from(piece.fr).toString("hex")}ff`],
      ["base64", Buffer.from(`xy${plan.place}z`).toString("base64")],
      ["json", JSON.stringify({ name: "In\u00e8s Arnaud" }).replace("è", "\\u00e8")],
      ["file", Buffer.from("Ines was not here, Inès Arnaud was")],
    ]);
    expect(findSecrets(hidden, [plan.title, piece.fr, plan.place, "Inès Arnaud"])).toEqual([`plain: ${plan.title}`, `hex: ${piece.fr}`, `base64: ${plan.place}`, "json: Inès Arnaud", "file: Inès Arnaud"]);
    const client = await dumpDatabase(house.databaseUrl);
    expect(findSecrets(client, [played.eventId]).length).toBeGreaterThan(10); // ids stand there
  });
});
