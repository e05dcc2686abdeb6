import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** A database with whatever stands in it, table by table, each row as PostgreSQL writes it: bytes in hexadecimal. */
export async function dumpDatabase(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(`
      SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`);
    const dump = new Map<string, string>();
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      dump.set(name, rows.rows.map(({ row }) => row).join("\n"));
    }
    return dump;
  } finally {
    await client.end();
  }
}

/** Every file of a folder but those left out by the beginning of their path, as the bytes they hold. */
export function readFolder(folder: string, without: readonly string[] = []): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const named = files.map((one) => path.relative(folder, path.join(one.parentPath, one.name)));
  return new Map(named.filter((name) => !without.some((one) => name === one || name.startsWith(`${one}/`))).map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** A secret as it could stand somewhere: plain, as bytes in hexadecimal, in base64 at each of its three beginnings, in an address, in JSON. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64").replace(/=+$/, "").slice(shift === 0 ? 0 : shift + 1, -1));
  const inJson = [...secret].map((sign) => (sign > "~" ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}` : sign)).join("");
  const long = secret.length >= 8 ? base64 : [];
  return [...new Set([secret.toLowerCase(), bytes.toString("hex"), encodeURIComponent(secret).toLowerCase(), inJson.toLowerCase(), ...long])];
}

/** Where which of the secrets stand: "place: secret" for each. */
export function findSecrets(places: ReadonlyMap<string, string | Buffer>, secrets: readonly string[]): string[] {
  const found: string[] = [];
  for (const [place, held] of places) {
    const text = typeof held === "string" ? held : held.toString("latin1");
    const utf8 = typeof held === "string" ? held : held.toString("utf8");
    const [plain, lower] = [text, utf8.toLowerCase()];
    for (const secret of secrets) if (spellings(secret).some((one) => lower.includes(one) || plain.includes(one))) found.push(`${place}: ${secret}`);
  }
  return found;
}
