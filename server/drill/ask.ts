import { Agent, request } from "node:http";
import type { Answer } from "#server/drill/leaked.ts";

/** The house's own front on this machine, and what a drill shows there so that its failures are nobody else's. */
export interface Front {
  readonly host: string;
  readonly port: number;
  /** The address people reach the house at. */
  readonly origin: string;
  readonly ticket: string;
}

export interface Sent {
  readonly method?: "GET" | "HEAD" | "POST";
  readonly body?: string;
  readonly type?: string;
  /** Null sends none; the house's own unless said otherwise. */
  readonly from?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser's cookie, which changes as the house says. */
export interface Jar {
  cookie: string | null;
}

/** By this header the house knows requests of a drill that it runs itself. */
export const ticketHeader = "x-sipario-drill";
/** What the house calls its session cookie at an address. */
export const cookieNameAt = (origin: string): string => (origin.startsWith("https:") ? "__Host-sipario" : "sipario");

/** What a form without files says it is, in the words of the platform. */
const formType = new Response(new URLSearchParams()).headers.get("Content-Type") ?? "";
const bodyMax = 4 * 1024 * 1024;
const patienceMs = 15_000;

/** Browsers that follow nothing: each request goes over the loopback address to the house's own front. */
export function openAsker(front: Front) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const name = cookieNameAt(front.origin);
  const { host } = new URL(front.origin);
  /** The cookies that were given to anybody while asking. */
  const given = new Set<string>();

  /** One request. What the house gives as a cookie is kept in the jar, where there is one that wants it. */
  function ask(address: string, jar: Jar, { method = "GET", body, type = formType, from = front.origin, headers = {} }: Sent = {}): Promise<Answer> {
    const sent = method === "POST" ? Buffer.from(body ?? "") : null;
    return new Promise((resolve, reject) => {
      const going = request(
        {
          ...{ host: front.host, port: front.port, path: address, method, agent, timeout: patienceMs },
          headers: {
            ...{ Host: host, "User-Agent": "Mozilla/5.0", Accept: "*/*", [ticketHeader]: front.ticket },
            ...(jar.cookie ? { Cookie: `${name}=${jar.cookie}` } : {}),
            ...(sent ? { "Content-Type": type, "Content-Length": String(sent.length), ...(from ? { Origin: from } : {}) } : {}),
            ...headers,
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          let got = 0;
          response.on("data", (part: Buffer) => {
            got += part.length;
            if (got <= bodyMax) parts.push(part);
          });
          response.once("error", reject);
          response.once("end", () => {
            for (const line of response.headers["set-cookie"] ?? []) {
              const value = line.startsWith(`${name}=`) ? (line.slice(name.length + 1).split(";")[0] ?? "") : "";
              if (!value) continue;
              given.add(value);
              jar.cookie = value;
            }
            const said = Object.entries(response.headers).map(([key, value]): [string, string] => [key, [value ?? ""].flat().join(", ")]);
            resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(said), body: Buffer.concat(parts).toString("latin1") });
          });
        },
      );
      going.once("timeout", () => going.destroy(new Error("the house did not answer the drill in time")));
      going.once("error", reject);
      going.end(sent ?? undefined);
    });
  }

  return { ask, given: (): string[] => [...given], close: () => agent.destroy() };
}
export type Asker = ReturnType<typeof openAsker>;
