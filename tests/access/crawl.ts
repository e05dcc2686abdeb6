import type { RouteConfigEntry } from "@remix-run/route-config";
import pg from "pg";
import type { Answer } from "#server/drill/leaked.ts";

export type { Answer } from "#server/drill/leaked.ts";
export { leaked } from "#server/drill/leaked.ts";

/** A route of the manifest with the ids of everything that stands around it, outermost first. */
export interface Address {
  id: string;
  /** The pattern from the root, such as `/door/:token`; a layout has the path of what it surrounds, or none of its own. */
  pattern: string;
  branch: readonly string[];
  isLayout: boolean;
}

/** Every route of a manifest, layouts too. */
export function addressesOf(entries: readonly RouteConfigEntry[], base = "", around: readonly string[] = ["root"]): Address[] {
  return entries.flatMap((entry) => {
    const id = entry.id ?? entry.file.replace(/\.[^./]+$/, "");
    const pattern = [base, entry.path].filter(Boolean).join("/");
    const branch = [...around, id];
    const here = { id, pattern: `/${pattern}`, branch, isLayout: entry.children !== undefined };
    return [here, ...addressesOf(entry.children ?? [], pattern, branch)];
  });
}

/** What a hash of every table says of the database, but for when a browser was last seen. */
export async function openFingerprint(databaseUrl: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ n: string; hash: string }>(
        `SELECT count(*) AS n, md5(coalesce(string_agg(t, '' ORDER BY t), '')) AS hash FROM (SELECT (to_jsonb(x) - 'seenAt')::text AS t FROM "${name}" x) y`,
      );
      found[name] = `${rows[0]?.n} ${rows[0]?.hash}`;
    }
    return found;
  } finally {
    await client.end();
  }
}

interface Sent {
  method?: "GET" | "HEAD" | "POST";
  form?: Record<string, string>;
  /** `own` unless said otherwise; null sends none. */
  from?: string | null;
}

/**
 * A browser that follows nothing and counts what it asks. Each request comes from an address of its own, because the
 * house slows an address down that finds nothing too often.
 */
export function openCrawler(origin: string) {
  let asked = 0;
  const addressNow = () => `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`;
  return {
    asked: () => asked,
    async ask(address: string, cookie: string | null, { method = "GET", form, from = origin }: Sent = {}): Promise<Answer> {
      asked += 1;
      const response = await fetch(new URL(address, origin), {
        method,
        redirect: "manual",
        headers: {
          "X-Forwarded-For": addressNow(),
          "User-Agent": "Mozilla/5.0",
          ...(cookie ? { Cookie: `sipario=${cookie}` } : {}),
          ...(method === "POST" ? { "Content-Type": "application/x-www-form-urlencoded", ...(from ? { Origin: from } : {}) } : {}),
        },
        ...(method === "POST" ? { body: new URLSearchParams(form ?? {}) } : {}),
      });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    },
  };
}

/** Headers that differ from one answer to the next whatever was asked. */
const varying = new Set(["date", "connection", "keep-alive"]);

/** An answer without what no two answers share: nonce, cookie, clock, and the word that stood in the address. */
export function plain({ status, headers, body }: Answer, echoed: string): Answer {
  const nonce = /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1];
  const level = (text: string) =>
    [nonce, nonce?.replaceAll("=", "&#x3D;"), echoed]
      .reduce((left: string, word) => (word ? left.replaceAll(word, "~") : left), text)
      .replaceAll(/\b1[5-9]\d{11}\b/g, "<ms>");
  const kept = Object.entries(headers).filter(([name]) => !varying.has(name));
  const same = kept.map(([name, value]) => [name, name === "set-cookie" ? value.replace(/=[^;]*/, "=~") : level(value)]);
  return { status, headers: Object.fromEntries(same), body: level(body) };
}
