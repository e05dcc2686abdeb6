/** A browser without script: it keeps its cookies and follows nothing by itself. */
export interface Visitor {
  readonly origin: string;
  /** The cookies, as a browser sends them. */
  cookie(): string;
  get(address: string): Promise<Response>;
  post(address: string, form?: Record<string, string>): Promise<Response>;
  postJson(address: string, said: object): Promise<Response>;
}

const patienceMs = 20_000;

/** A new browser at the house's origin. Requests carry its own Origin, as a page's would; one that hangs ends after 20 s. */
export function openVisitor(origin: string, language: string, agent: string): Visitor {
  const jar = new Map<string, string>();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function ask(method: "GET" | "POST", address: string, body: URLSearchParams | string | null): Promise<Response> {
    const response = await fetch(new URL(address, origin), {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        "accept-language": language,
        "user-agent": agent,
        ...(jar.size > 0 ? { cookie: cookie() } : {}),
        ...(method === "POST" ? { origin, "content-type": typeof body === "string" ? "application/json" : "application/x-www-form-urlencoded" } : {}),
      },
      body,
    });
    for (const given of response.headers.getSetCookie()) {
      const [pair = ""] = given.split(";");
      const at = pair.indexOf("=");
      if (pair.slice(at + 1) === "") jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  return {
    origin,
    cookie,
    get: (address) => ask("GET", address, null),
    post: (address, form = {}) => ask("POST", address, new URLSearchParams(form)),
    postJson: (address, said) => ask("POST", address, JSON.stringify(said)),
  };
}

/** Where an answer sends its browser, as a path; throws the status when it sends it nowhere. */
export function wayOf(response: Response, what: string): string {
  const way = response.headers.get("location");
  if (!way || response.status < 300 || response.status > 399) throw new Error(`${what}: answered ${response.status}`);
  return new URL(way, response.url).pathname;
}
