import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedMaison, seedStaffMember } from "#prisma/seed.ts";
import { freePort } from "#server/infra/ports.ts";
import { openTestHouse } from "#tests/house/open-house.ts";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  body: string;
}

/** A house with an origin, asked at its port as a proxy before it would ask. */
async function openAt(settings: Record<string, string>) {
  const port = await freePort();
  const house = await openTestHouse({ settings: { PORT: String(port), ...settings } });
  const ask = (method: string, at: string, headers: Record<string, string> = {}, form?: Record<string, string>) =>
    new Promise<Answer>((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString();
      const asked = request({ port, host: "127.0.0.1", method, path: at, headers: { Host: new URL(house.origin).host, ...(body ? { "Content-Type": "application/x-www-form-urlencoded", Origin: house.origin } : {}), ...headers } }, (response) => {
        let text = "";
        response.on("data", (part) => (text += part));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, cookies: response.headers["set-cookie"] ?? [], body: text }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  await seedMaison(house, null);
  const staffCookie = await seedStaffMember(house, "elena");
  return { ...house, ask, staffCookie };
}

let plain: Awaited<ReturnType<typeof openAt>>;
let https: Awaited<ReturnType<typeof openAt>>;
beforeAll(async () => {
  plain = await openAt({});
  https = await openAt({ PUBLIC_ORIGIN: "https://launch.maison.example", TRUSTED_PROXIES: "loopback" });
}, 120_000);
afterAll(async () => {
  await plain.close();
  await https.close();
});

const policy = [
  "default-src 'self'", "script-src 'self' 'strict-dynamic' 'nonce-NONCE' 'wasm-unsafe-eval'", "style-src-elem 'self' 'nonce-NONCE'", "style-src-attr 'unsafe-inline'",
  "connect-src 'self'", "worker-src 'self' blob:", "img-src 'self' data: blob:", "media-src 'self' blob:", "font-src 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'",
];
const nonceIn = (answer: Answer): string => /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1] ?? "";

/** Every header an answer must have, with its value. */
function expectHeaders(answer: Answer, { isHttps = false, isKept = false, isFound = false } = {}): void {
  const { headers } = answer;
  expect(String(headers["content-security-policy"]).replaceAll(nonceIn(answer), "NONCE").split(";")).toEqual(policy);
  expect(Buffer.from(nonceIn(answer), "base64")).toHaveLength(16);
  expect(headers).toMatchObject({
    ...{ "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin" },
    ...{ "x-frame-options": "SAMEORIGIN", "x-dns-prefetch-control": "off", "x-permitted-cross-domain-policies": "none" },
  });
  expect(headers["strict-transport-security"]).toBe(isHttps ? "max-age=31536000; includeSubDomains" : undefined);
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["access-control-allow-origin"]).toBeUndefined();
  if (isKept) return;
  expect(headers["cache-control"]).toBe("no-store");
  expect(headers["permissions-policy"]).toBe("camera=(self), microphone=(self), geolocation=(), payment=()");
  expect(headers["x-robots-tag"]).toBe(isFound ? undefined : "noindex");
  expect(headers.etag).toBeUndefined();
}

const asked: [string, string, string, number, string | undefined][] = [
  ["the first page", "GET", "/", 200, "text/html; charset=utf-8"],
  ["a page", "GET", "/studio/sign-in", 200, "text/html; charset=utf-8"],
  ["a page's data", "GET", "/studio/sign-in.data", 200, "text/x-script; charset=utf-8"],
  ["a page nobody is let in to", "GET", "/room/ev_nobody", 404, "text/html; charset=utf-8"],
  ["a page that is not there", "GET", "/nowhere/at/all", 404, "text/html; charset=utf-8"],
  ["a resource route, which is no page", "GET", "/tablet/nonce", 404, undefined],
  ["the manifest of routes", "GET", "/__manifest?p=/", 404, "text/plain; charset=utf-8"],
  ["an asset that is not there", "GET", "/assets/none.js", 404, "text/plain; charset=utf-8"],
  ["a foreign form", "POST", "/studio/sign-in", 404, "text/plain; charset=utf-8"],
  ["how the house is", "GET", "/health", 200, "application/json; charset=utf-8"],
];

describe("V3.4: the headers of every kind of answer", () => {
  test.each(asked)("%s", async (_what, method, at, status, type) => {
    for (const [house, isHttps] of [[plain, false], [https, true]] as const) {
      const answer = await house.ask(method, at);
      expect([answer.status, answer.headers["content-type"]]).toEqual([status, type]);
      expectHeaders(answer, { isHttps, isFound: at === "/", isKept: at.startsWith("/assets") });
    }
  });

  test("the media server's webhook, which answers nothing", async () => {
    const answer = await plain.ask("POST", "/webhooks/livekit", {}, { a: "b" });
    expect([answer.status, answer.body, answer.headers["content-type"]]).toEqual([401, "", undefined]);
    expectHeaders(answer);
  });

  test("what the build made is kept by browsers for a year, under its type", async () => {
    const { body } = await plain.ask("GET", "/studio/sign-in");
    const files = [...new Set(body.match(/\/assets\/[\w.-]+\.(?:js|css)/g))];
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const answer = await plain.ask("GET", file);
      expectHeaders(answer, { isKept: true });
      expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
      expect(answer.headers["content-type"]).toBe(file.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    }
  });

  test("the nonce is another one each time, and the page's scripts carry it", async () => {
    const [one, other] = [await plain.ask("GET", "/studio/sign-in"), await plain.ask("GET", "/studio/sign-in")];
    expect(nonceIn(one)).not.toBe(nonceIn(other));
    const scripts = one.body.match(/<script(?![^>]*type="application)[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceIn(one)}"`);
  });

  test("V13.4.4: TRACE and other methods are answered with nothing of what was sent", async () => {
    const owns: Record<string, string>[] = [{}, { Origin: plain.origin }];
    for (const method of ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND"])
      for (const own of owns) {
        const answer = await plain.ask(method, "/studio/sign-in", { "X-Canary": "notturno-canary", ...own });
        expect(answer.status, method).toBeGreaterThanOrEqual(400);
        expect(JSON.stringify(answer), method).not.toContain("notturno-canary");
      }
  });
});

describe("C15, V3.3: cookies", () => {
  /** Every cookie the house gives: the session's, half way, the door's press, the language's. */
  async function givenBy(house: typeof plain, named: (name: string) => string) {
    const { links } = await seedGuest(house);
    const press = (await house.ask("GET", links)).cookies;
    const language = (await house.ask("POST", "/language", {}, { lang: "it", back: "/" })).cookies;
    const out = (await house.ask("POST", "/studio/sign-out", { Cookie: `${named("sipario")}=${house.staffCookie}` }, { a: "" })).cookies;
    const entered = (await house.ask("POST", links, {}, { a: "" })).cookies;
    return { press, language, out, entered };
  }
  async function seedGuest(house: typeof plain) {
    const { EventPlan } = await import("#contracts/event.ts");
    const { localTimeIn, linkFor, must } = await import("#prisma/seed.ts");
    const { until } = await import("#tests/house/open-house.ts");
    const { steward, house: subjects } = house;
    const plan = { title: "An evening", codeName: "Alba", level: "invited", mode: "inviteOnly", format: "online", zone: "Europe/Rome" } as const;
    const { eventId } = must(await subjects.events.create(steward.housePass("event.create", "test"), EventPlan.parse({ ...plan, localStart: localTimeIn("Europe/Rome", 60) })));
    const { GuestForm } = await import("#contracts/guests.ts");
    const { guestId } = must(await subjects.guests.add(await steward.pass(eventId, "guest.invite", "test"), GuestForm.parse({ name: "Ada Lang", email: "ada@example.com" })));
    must(await subjects.events.announce(await steward.pass(eventId, "event.open", "test")));
    await subjects.guests.send(await steward.pass(eventId, "guest.invite", "test"), [guestId]);
    return { eventId, links: new URL(await until(() => linkFor(house, eventId, "Ada Lang"))).pathname };
  }
  const shapes = (cookies: string[]) => cookies.map((one) => one.replace(/=[^;]*/, "=…").replace(/Max-Age=\d+/, "Max-Age=…"));

  test("over HTTPS every one is __Host-, Secure, HttpOnly and Lax, for the whole of this host and no other", async () => {
    const { press, language, out, entered } = await givenBy(https, (name) => `__Host-${name}`);
    const shape = (name: string) => `__Host-${name}=…; Max-Age=…; Path=/; HttpOnly; Secure; SameSite=Lax`;
    expect(shapes(press)).toEqual([shape("door")]);
    expect(shapes(language)).toEqual([shape("lang")]);
    expect(shapes(out)).toEqual([shape("sipario")]);
    expect(shapes(entered)).toEqual([shape("sipario")]);
    expect(out[0]).toMatch(/^__Host-sipario=; Max-Age=0;/);
  });

  test("on localhost, over plain HTTP, they are HttpOnly and Lax; a name without its prefix counts for nothing over HTTPS", async () => {
    const { press, language, entered } = await givenBy(plain, (name) => name);
    const shape = (name: string) => `${name}=…; Max-Age=…; Path=/; HttpOnly; SameSite=Lax`;
    expect([shapes(press), shapes(language), shapes(entered)]).toEqual([[shape("door")], [shape("lang")], [shape("sipario")]]);
    expect((await https.ask("GET", "/", { Cookie: "lang=de" })).body).toContain('<html lang="en"');
    expect((await https.ask("GET", "/", { Cookie: "__Host-lang=de" })).body).toContain('<html lang="de"');
    const again = await seedStaffMember(https, "marc");
    expect((await https.ask("GET", "/studio", { Cookie: `sipario=${again}` })).status).toBe(302);
    expect((await https.ask("GET", "/studio", { Cookie: `__Host-sipario=${again}` })).status).toBe(200);
  });

  test("signing out has the browser let go of what it kept; X-Forwarded-Proto changes nothing", async () => {
    const again = await seedStaffMember(plain, "marc");
    const out = await plain.ask("POST", "/studio/sign-out", { Cookie: `sipario=${again}`, "X-Forwarded-Proto": "https" }, { a: "" });
    expect([out.status, out.headers.location, out.headers["clear-site-data"]]).toEqual([303, "/studio/sign-in", '"cache", "storage"']);
    expect(out.cookies).toEqual(["sipario=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]);
    expect((await plain.ask("GET", "/studio", { Cookie: `sipario=${again}` })).headers.location).toBe("/studio/sign-in");
  });
});

describe("V3.7.2: where one is brought to", () => {
  const foreign = ["https://evil.example/studio", "//evil.example/studio", "/\\evil.example/studio", "/studio/../..//evil.example", "javascript:alert(1)//studio", "/studio@evil.example", "\\\\evil.example", "/room/x", "%2F%2Fevil.example"];
  test("a step up leads to our own studio only", async () => {
    const cookie = { Cookie: `sipario=${await seedStaffMember(plain, "luca")}` };
    const { ownPage } = await import("#app/studio/step-up-first.ts");
    for (const to of foreign) {
      expect(ownPage(to), to).toBe("/studio");
      const page = await plain.ask("GET", `/studio/step-up?${new URLSearchParams({ to })}`, cookie);
      expect(page.status).toBe(200);
      expect(page.body, to).not.toContain('name="to" value="http');
    }
    expect(ownPage("/studio/events/ev_1/pack?said=packKey")).toBe("/studio/events/ev_1/pack?said=packKey");
  });

  test("a choice of language leads back to a path of ours only", async () => {
    for (const back of foreign.filter((one) => !one.startsWith("/studio") && !one.startsWith("/room"))) {
      const { headers } = await plain.ask("POST", "/language", {}, { lang: "fr", back });
      expect(headers.location, back).toBe("/");
    }
  });
});
