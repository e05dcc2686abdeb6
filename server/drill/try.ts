import type { DrillDoor, DrillFound, DrillPerson } from "#contracts/drill.ts";
import { emptyBody, proofHeader } from "#contracts/signed.ts";
import type { Address, Words } from "#server/drill/addresses.ts";
import { dataOf, filled } from "#server/drill/addresses.ts";
import type { Asker, Sent } from "#server/drill/ask.ts";
import type { Canary } from "#server/drill/canaries.ts";
import type { Answer } from "#server/drill/leaked.ts";
import { leaked } from "#server/drill/leaked.ts";
import { maySee } from "#server/drill/may-see.ts";
import type { Knocker } from "#server/drill/knocker.ts";
import type { Shadow } from "#server/drill/shadow.ts";

/** What a drill has tried and found so far. */
export interface Tally {
  count(who: DrillPerson, door: DrillDoor): void;
  find(found: DrillFound): void;
  /** Counts an answer that was a failure of the house. */
  fail(): void;
  /** Throws when the drill has to end now. */
  check(): void;
}

export interface Trying {
  readonly asker: Asker;
  readonly shadow: Shadow;
  /** Every word that was hidden, the guests' links among them. */
  readonly hidden: readonly Canary[];
  readonly addresses: readonly Address[];
  readonly tally: Tally;
}

/** The hidden words in something that somebody received, of those they may not know and did not send themselves. */
export function foundIn({ hidden, shadow }: Pick<Trying, "hidden" | "shadow">, who: DrillPerson | "letter", me: string | null, received: Pick<Answer, "headers" | "body">, sent = ""): Canary[] {
  const secret = hidden.filter((one) => !maySee(who, me, one, shadow.event) && !sent.includes(one.word));
  const words = new Set(leaked(received, secret.map(({ word }) => word)));
  return secret.filter(({ word }) => words.has(word));
}

/** Does a piece of work for many, a few at a time. */
async function each<T>(all: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}

const wordsFor = ({ shadow }: Trying, { links }: Knocker): Words => ({
  eventId: [shadow.eventId],
  fileId: shadow.files,
  ...(shadow.slug ? { slug: [shadow.slug] } : {}),
  ...(links.length > 0 ? { token: links } : {}),
});

/** Whether a form at this address is somebody's own way on, after which they would not be who they are any more. */
function leadsOn({ id, pattern }: Address, { who }: Knocker, shadow: Shadow): boolean {
  if (pattern.includes("sign-out")) return true;
  return id === "routes/door.$token" && who === "beforeCode" && maySee("beforeCode", "beforeCode", { kind: "name", of: "beforeCode", word: "" }, shadow.event);
}

/** Knocks at every address of the house as somebody: looks in every shape, many at once; or forms, one by one; or, after the reveal, at what is about the event. */
export async function tryPages(trying: Trying, knocker: Knocker, how: "looks" | "forms" | "afterReveal"): Promise<void> {
  const { asker, shadow, tally, addresses } = trying;
  const { who, me, jar, sign } = knocker;
  const words = wordsFor(trying, knocker);
  const isAbout = ({ pattern }: Address) => /:(eventId|token|fileId)/.test(pattern);

  async function knock(address: Address, at: string, door: DrillDoor, shape: string, sent: Sent = {}): Promise<void> {
    tally.check();
    const isFile = address.pattern.includes(":fileId");
    const of = isFile && (door === "pages" || door === "data") ? "files" : door;
    const answer = await asker.ask(at, jar, sent);
    tally.count(who, of);
    if (answer.status >= 500) tally.fail();
    const where = `${sent.method ?? "GET"} ${address.pattern}${shape}`;
    for (const { kind } of foundIn(trying, who, me, answer, at)) tally.find({ who, door: of, where, what: kind });
    const isPoured = isFile && answer.status === 200 && /pdf|image/.test(answer.headers["content-type"] ?? "");
    const kind = /pdf/.test(answer.headers["content-type"] ?? "") ? "file" : "picture";
    if (isPoured && !maySee(who, me, { kind, word: "" }, shadow.event)) tally.find({ who, door: of, where, what: kind });
  }
  const asked = (how === "afterReveal" ? addresses.filter(isAbout) : addresses).flatMap((address) => filled(address, words).map((at) => ({ address, at })));

  const signed = async (method: "GET" | "POST", target: string): Promise<Sent> => ({
    method,
    headers: { [proofHeader]: (await sign?.({ method, target, body: emptyBody })) ?? "" },
  });
  const isSigned = (at: string) => sign !== null && at.includes(shadow.eventId);

  async function lookAt(address: Address, at: string): Promise<void> {
    await knock(address, at, "pages", "");
    await knock(address, dataOf(at), "data", ".data");
    if (how === "afterReveal") return;
    await knock(address, at, "heads", "", { method: "HEAD" });
    for (const part of address.branch) await knock(address, `${dataOf(at)}?_routes=${encodeURIComponent(part)}`, "data", `.data, part ${part}`);
    await knock(address, at, "foreign", " from elsewhere", { method: "POST", from: "https://elsewhere.example" });
    if (isSigned(at)) await knock(address, dataOf(at), "data", ".data, signed", await signed("GET", dataOf(at)));
  }
  async function sendTo(address: Address, at: string): Promise<void> {
    if (leadsOn(address, knocker, shadow)) return;
    const target = address.isIndex ? `${at}?index` : at;
    await knock(address, target, "forms", "", { method: "POST" });
    if (isSigned(at)) await knock(address, target, "forms", ", signed", await signed("POST", target));
  }
  await (how === "forms" ? each(asked, 1, ({ address, at }) => sendTo(address, at)) : each(asked, 6, ({ address, at }) => lookAt(address, at)));
}
