import { fork } from "node:child_process";
import { Agent, request } from "node:http";
import { someone, staff } from "#prisma/cast.ts";
import { must } from "#prisma/seed.ts";
import { newId } from "#server/infra/ids.ts";
import { newToken } from "#server/infra/secrets.ts";
import { openBenchHouse } from "#tests/bench/bench-house.ts";
import { conclude, median, round } from "#tests/bench/figures.ts";

const samples = 2000;
const warm = 100;
const mark = "SIPARIO_BENCH_ENUMERATE";

interface Served {
  origin: string;
  eventId: string;
  withdrawn: string;
  cookie: string;
  /** Addresses of guests who were invited. */
  invited: readonly string[];
}

/** The house in a process of its own: an invited event with its guests, a link that was withdrawn, and somebody who knows none of it. */
async function serve(): Promise<void> {
  const house = await openBenchHouse({ SIPARIO_VIDEO: "off", FAILURES_PER_MINUTE: "9999999", TRUSTED_PROXIES: "loopback" });
  const { eventId, guestIds } = await house.event(200);
  const pass = await house.steward.pass(eventId, "guest.invite", "bench");
  must(await house.house.guests.send(pass, guestIds.slice(0, 2)));
  const link = await house.linkOf(eventId, 0);
  await house.house.guests.withdraw(pass, guestIds[0] ?? "");
  const elsewhere = await house.event(1);
  must(await house.house.guests.send(await house.steward.pass(elsewhere.eventId, "guest.invite", "bench"), elsewhere.guestIds));
  const cookie = await house.enter(await house.linkOf(elsewhere.eventId, 0)); // a guest of another event
  process.on("message", async () => {
    await house.erase();
    process.exit(0);
  });
  const invited = guestIds.map((_, i) => someone(i).email);
  process.send?.({ origin: house.origin, eventId, withdrawn: link, cookie, invited } satisfies Served);
}

interface Asked {
  address: string;
  cookie?: string;
  form?: string;
  /** The network address it is said to come from, where the house counts by it. */
  sender?: string;
}
interface Answer {
  ms: number;
  /** Status, headers without what each answer has of its own, and the length of the body. */
  shape: string;
}

/** One request on a connection that is kept. */
function ask(agent: Agent, origin: string, { address, cookie, form, sender }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers: Record<string, string> = { Origin: origin };
    if (sender) headers["X-Forwarded-For"] = sender;
    if (cookie) headers.Cookie = `sipario=${cookie}`;
    if (form !== undefined) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
      headers["Content-Length"] = String(Buffer.byteLength(form));
    }
    const begun = performance.now();
    const asked = request(new URL(address, origin), { agent, method: form === undefined ? "GET" : "POST", headers }, (response) => {
      let length = 0;
      response.on("data", (some: Buffer) => {
        length += some.length;
      });
      response.on("end", () => {
        const own = new Set(["date", "content-security-policy", "set-cookie"]);
        const told = Object.entries(response.headers).filter(([name]) => !own.has(name));
        resolve({ ms: performance.now() - begun, shape: JSON.stringify([response.statusCode, told, length]) });
      });
    });
    asked.on("error", reject);
    asked.end(form);
  });
}

/** Two-sample Kolmogorov–Smirnov: the largest distance of both distributions, and its p (asymptotic, as in Numerical Recipes). */
export function kolmogorovSmirnov(a: readonly number[], b: readonly number[]): { d: number; p: number } {
  const [x, y] = [[...a].sort((m, n) => m - n), [...b].sort((m, n) => m - n)];
  let [i, j, d] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i] ?? 0, y[j] ?? 0);
    while (i < x.length && (x[i] ?? 0) <= at) i++;
    while (j < y.length && (y[j] ?? 0) <= at) j++;
    d = Math.max(d, Math.abs(i / x.length - j / y.length));
  }
  const root = Math.sqrt((x.length * y.length) / (x.length + y.length));
  const lambda = (root + 0.12 + 0.11 / root) * d;
  let p = 0;
  for (let k = 1; k <= 100; k++) p += 2 * (k % 2 ? 1 : -1) * Math.exp(-2 * k * k * lambda * lambda);
  return { d, p: lambda < 0.2 ? 1 : Math.min(1, Math.max(0, p)) };
}

/** Whether an answer tells what is there from what is made up: by its shape, or by how long it takes. */
export async function run(): Promise<void> {
  if (process.env[mark]) {
    await serve();
    return new Promise(() => {});
  }
  const child = fork(process.argv[1] ?? "", ["enumerate"], { env: { ...process.env, [mark]: "1" }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const { origin, eventId, withdrawn, cookie, invited } = await new Promise<Served>((resolve) => child.once("message", (word) => resolve(word as Served)));
  const madeUpLink = () => `/door/${newToken()}`;
  const madeUpEvent = () => newId("event");
  let asked = 0;
  const someSender = () => `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked++ & 255}`;
  const inAll = (text: string, length: number) => text.padStart(length, "x"); // what is typed stands on the page again: as long as what is there
  const nobody = (like: string) => inAll(`${newToken().slice(0, 6).toLowerCase().replaceAll(/[^a-z]/g, "q")}@nowhere.example`, like.length);
  const signIn = (email: string): Asked => ({ address: "/studio/sign-in", form: new URLSearchParams({ email, password: "not the password" }).toString() });
  const anInvited = () => invited[asked % invited.length] ?? "";
  const askAgain = (email: string): Asked => ({ address: "/lost", sender: someSender(), form: new URLSearchParams({ email }).toString() });
  /** `lanes`: pairs that are asked at once, each on a connection of its own, where one answer is long in coming. */
  const pairs: Record<string, { count: number; lanes?: number; there: () => Asked; madeUp: () => Asked }> = {
    event: { count: samples, there: () => ({ address: `/room/${eventId}`, cookie }), madeUp: () => ({ address: `/room/${madeUpEvent()}`, cookie }) },
    eventData: {
      count: samples,
      there: () => ({ address: `/room/${eventId}.data`, cookie }),
      madeUp: () => ({ address: `/room/${madeUpEvent()}.data`, cookie }),
    },
    link: { count: samples, there: () => ({ address: withdrawn, cookie }), madeUp: () => ({ address: madeUpLink(), cookie }) },
    linkPost: { count: samples, there: () => ({ address: withdrawn, cookie, form: "" }), madeUp: () => ({ address: madeUpLink(), cookie, form: "" }) },
    address: { count: samples, there: () => signIn(staff.elena.email), madeUp: () => signIn(nobody(staff.elena.email)) },
    lostLink: { count: samples, lanes: 16, there: () => askAgain(anInvited()), madeUp: () => askAgain(nobody(anInvited())) },
    control: { count: samples, there: () => ({ address: `/room/${madeUpEvent()}`, cookie }), madeUp: () => ({ address: `/room/${madeUpEvent()}`, cookie }) },
  };
  const figures: Record<string, number> = { samples, ksRejections: 0, differentAnswers: 0, medianDifferenceMs: 0 };
  for (const [name, { count, lanes = 1, there, madeUp }] of Object.entries(pairs)) {
    const times = { there: [] as number[], madeUp: [] as number[] };
    const shapes = { there: new Set<string>(), madeUp: new Set<string>() };
    let next = -warm;
    const walk = async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      for (let i = next++; i < count; i = next++)
        for (const which of i % 2 === 0 ? (["there", "madeUp"] as const) : (["madeUp", "there"] as const)) {
          const { ms, shape } = await ask(agent, origin, which === "there" ? there() : madeUp());
          if (i < 0) continue;
          times[which].push(ms);
          shapes[which].add(shape);
        }
      agent.destroy();
    };
    await Promise.all(Array.from({ length: lanes }, walk));
    const { p } = kolmogorovSmirnov(times.there, times.madeUp);
    const difference = Math.abs(median(times.there) - median(times.madeUp));
    figures[`${name}MedianMs`] = round(median(times.madeUp), 2);
    figures[`${name}DifferenceMs`] = round(difference, 3);
    figures[`${name}P`] = round(p, 4);
    process.stderr.write(`${name}: ${count} pairs, medians ${round(difference, 3)} ms apart, p ${round(p, 4)}\n`);
    if (name === "control") continue;
    figures.medianDifferenceMs = Math.max(figures.medianDifferenceMs ?? 0, round(difference, 3));
    if (p < 0.001) figures.ksRejections = (figures.ksRejections ?? 0) + 1;
    const isSame = shapes.there.size === shapes.madeUp.size && [...shapes.there].every((one) => shapes.madeUp.has(one));
    if (!isSame) {
      figures.differentAnswers = (figures.differentAnswers ?? 0) + 1;
      process.stderr.write(`${name} answers differ: ${[...shapes.there].join(" | ")} against ${[...shapes.madeUp].join(" | ")}\n`);
    }
  }
  child.send("end");
  await new Promise((resolve) => child.once("exit", resolve));
  conclude("enumerate", figures, [
    { figure: "medianDifferenceMs", atMost: 2 },
    { figure: "ksRejections", atMost: 0 },
    { figure: "differentAnswers", atMost: 0 },
  ]);
}
