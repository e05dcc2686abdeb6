import { createHash, webcrypto } from "node:crypto";
import type { GuestKind } from "#contracts/guests.ts";
import type { Phase, Wishes } from "#contracts/event.ts";
import type { Asked, GuestKeyKind } from "#contracts/signed.ts";
import { keyWords, proofHeader, requestWords, seatAsked } from "#contracts/signed.ts";
import type { Asking } from "#server/keys/questions.ts";
import { newId } from "#server/infra/ids.ts";
import { openAuthenticator } from "#tests/house/authenticator.ts";
import type { openTestHouse } from "#tests/house/open-house.ts";

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>;
export const secretTitle = "Ora Segreta, the piece nobody saw";
export const secretName = "Ottavia Nascosta";

type Pair = webcrypto.CryptoKeyPair;
export const newPair = (): Promise<Pair> => webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
export const publicHalf = async ({ publicKey }: Pair): Promise<string> => Buffer.from(await webcrypto.subtle.exportKey("spki", publicKey)).toString("base64url");
export const signText = async ({ privateKey }: Pair, words: string): Promise<string> =>
  Buffer.from(await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, Buffer.from(words))).toString("base64url");
export const bodyHash = (body: string): string => createHash("sha256").update(body).digest("base64url");

/** A sealed event with an agreement in force, and no code or key proved by anybody. */
export async function sealedEvent({ room }: TestHouse, { phase = "live" as Phase, wishes = {} as Partial<Wishes>, level = "sealed" as "sealed" | "confidential" } = {}): Promise<string> {
  const id = newId("event");
  const seal = room.sealed.newEvent(id);
  await room.db.event.create({
    data: {
      ...{ id, level, phase, wishes, mode: "inviteOnly", format: "inStore", agreementVersion: 1, startsAt: new Date(), zone: "Europe/Rome", localStart: "2027-03-11T11:30" },
      title: seal.seal(`Event.title:${id}`, secretTitle),
      codeName: seal.seal(`Event.codeName:${id}`, `${secretTitle} as a code`),
      doorsAt: phase === "doors" || phase === "live" ? new Date() : null,
    },
  });
  return id;
}

/** A guest of an event in a browser of their own: bound by link, and, unless told otherwise, by code and agreement. */
export async function seatedGuest(house: TestHouse, eventId: string, { kind = "guest" as GuestKind, hasCode = true, hasSigned = true } = {}) {
  const { db, sealed } = house.room;
  const guestId = newId("guest");
  const number = 1 + (await db.guest.count({ where: { eventId } }));
  await db.guest.create({ data: { ...{ id: guestId, eventId, kind, number }, name: sealed.event(eventId).seal(`Guest.name:${guestId}`, secretName) } });
  const { sessionId, token } = await house.house.sessions.begin("Firefox on Linux");
  await db.sessionIdentity.create({ data: { id: newId("identity"), sessionId, eventId, guestId, codeAt: hasCode ? new Date() : null } });
  if (hasSigned)
    await db.agreement.create({
      data: {
        ...{ id: newId("agreement"), eventId, kind: "signed", guestId, version: 1, language: "en", at: new Date(), retainUntil: new Date(Date.now() + 86_400_000) },
        ...{ textHash: new Uint8Array(32), record: new Uint8Array(1) },
      },
    });
  return { guestId, sessionId, ...keyHolder(house, eventId, token) };
}
export type SealedGuest = Awaited<ReturnType<typeof seatedGuest>>;

interface Answered {
  status: number;
  reason?: string;
}
interface Forged {
  nonce?: string;
  session?: string;
  origin?: string;
  pair?: Pair;
  asked?: Partial<Asked>;
}

/** A browser at a sealed event, as its script would act: a cookie, a passkey or a software key, and the key that signs requests. */
export function keyHolder(house: TestHouse, eventId: string, token: string) {
  const browser = house.browser(token);
  const { origin } = house;
  const passkey = openAuthenticator(origin);
  const held: { request: Pair | null; software: Pair | null } = { request: null, software: null };

  async function post(path: string, said: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(new URL(path, origin), {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: `sipario=${browser.jar.cookie}`, Origin: origin, "Content-Type": "application/json", ...headers },
      body: said === undefined ? undefined : typeof said === "string" ? said : JSON.stringify(said),
    });
    const given = response.headers.getSetCookie().find((one) => one.startsWith("sipario="));
    if (given) browser.jar.cookie = given.slice("sipario=".length).split(";")[0] ?? null;
    return response;
  }
  const key = async (act: "begin" | "make" | "ask" | "show", said: unknown) => {
    const response = await post(`/entry/${eventId}/key/${act}`, said);
    return { status: response.status, answer: (await response.json().catch(() => null)) as { ok: boolean; value: never; reason?: string } | null };
  };
  const told = ({ status, answer }: Awaited<ReturnType<typeof key>>): Answered => (answer?.reason ? { status, reason: answer.reason } : { status });
  const nonce = async (): Promise<{ nonce: string; session: string }> => (await post(`/entry/${eventId}/nonce`, undefined)).json();

  /** `nonce.signature` for what is asked, or for something else where it is forged. */
  async function proof(asked: Asked, forged: Forged = {}): Promise<string> {
    const given = forged.nonce ? { nonce: forged.nonce, session: forged.session ?? (await nonce()).session } : await nonce();
    const pair = forged.pair ?? held.request ?? (await newPair());
    const words = requestWords({ nonce: given.nonce, session: forged.session ?? given.session }, forged.origin ?? origin, { ...asked, ...forged.asked });
    return `${given.nonce}.${await signText(pair, words)}`;
  }

  const holder = {
    browser, passkey, held, post, nonce, proof, key,
    cookie: () => browser.jar.cookie,

    /** Makes a key; answers status and reason. */
    async make(kind: GuestKeyKind = "passkey", wrong: Parameters<typeof passkey.make>[1] = {}): Promise<Answered> {
      const begun = await key("begin", { kind });
      if (!begun.answer?.ok) return told(begun);
      const asked = begun.answer.value as Asking;
      if ("make" in asked) return told(await key("make", { kind, passkey: passkey.make(asked.make, wrong) }));
      if (!("question" in asked)) throw new Error("no question");
      held.software = await newPair();
      const { question } = asked;
      return told(await key("make", { kind, question, publicKey: await publicHalf(held.software), signature: await signText(held.software, keyWords(question)) }));
    },

    /** Shows the key, so that it vouches for a fresh key of this browser, or for another one than was asked about. */
    async show({ wrong = {}, by = passkey, vouchFor }: { wrong?: Parameters<typeof passkey.use>[1]; by?: typeof passkey; vouchFor?: Pair } = {}): Promise<Answered> {
      const pair = await newPair();
      const begun = await key("ask", { requestKey: await publicHalf(pair) });
      if (!begun.answer?.ok) return told(begun);
      const asked = begun.answer.value as Asking;
      const requestKey = await publicHalf(vouchFor ?? pair);
      const shown =
        "use" in asked
          ? await key("show", { kind: "passkey", requestKey, passkey: by.use(asked.use, wrong) })
          : "question" in asked
            ? await key("show", { kind: "software", requestKey, question: asked.question, signature: await signText(held.software ?? pair, keyWords(asked.question)) })
            : null;
      if (shown?.answer?.ok) held.request = pair;
      return told(shown ?? begun);
    },

    /** Fills the shell of the room by a signed request. */
    open: async (forged: Forged = {}, body = "") => {
      const target = `/room/${eventId}/open`;
      return post(target, body, { [proofHeader]: await proof({ method: "POST", target, body: bodyHash(body) }, forged) });
    },
    /** Takes a seat; the socket's handshake is signed unless told otherwise. */
    seat: async (signed?: string) => house.wire(browser.jar.cookie, { eventId, signed: signed ?? (await proof(seatAsked(eventId))) }),
  };
  return holder;
}

/** A guest whose key is made and shown. */
export async function keyedGuest(house: TestHouse, eventId: string, more: Parameters<typeof seatedGuest>[2] = {}, kind: GuestKeyKind = "passkey") {
  const guest = await seatedGuest(house, eventId, more);
  for (const done of [await guest.make(kind), await guest.show()]) if (done.status !== 200) throw new Error(`the key was not taken: ${done.status} ${done.reason}`);
  return guest;
}
