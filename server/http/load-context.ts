import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import type { Request, Response as ExpressResponse } from "express";
import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import { pickLanguage } from "#contracts/languages.ts";
import { proofHeader } from "#contracts/signed.ts";
import type { As, Look } from "#server/access/admit.ts";
import type { House } from "#server/house.ts";
import type { Cookies } from "#server/http/cookies.ts";
import { browserWords } from "#server/http/browser-words.ts";
import { pour } from "#server/http/pour.ts";
import { answerTo, notFound } from "#server/http/refused.ts";
import { bodyWord } from "#server/http/signed-body.ts";
import type { Clock } from "#server/infra/clock.ts";
import { newToken } from "#server/infra/secrets.ts";
import type { Log } from "#server/infra/log.ts";

export interface ContextDeps {
  house: House;
  cookies: Cookies;
  clock: Clock;
  origin: string;
  log: Log;
  /** What the studio shows about the media server when there is none. */
  mediaWord(): string | null;
  /** Whether the page of the kit is shown, for whoever builds the house. */
  hasKit: boolean;
}

/** What a request's loaders and actions receive: who is asking, and the door. Made once for each request. */
export async function loadContext(deps: ContextDeps, request: Request, response: ExpressResponse): Promise<AppLoadContext> {
  const { house, cookies, clock, origin, log } = deps;
  const known = await house.sessions.visitorOf(cookies.read(request.headers.cookie), { address: request.ip ?? null });
  response.locals.isKnown = known.sessionId !== null; // whose failures these are: a browser's, or an address's
  const body = bodyWord(response);
  const visitor = body === null ? known : house.keys.signing(known, request.get(proofHeader), { method: request.method, target: request.originalUrl, body });
  const looks = new Map<string, Promise<Look | null>>();
  const look = (eventId = "", as: As = "event") => {
    const key = `${as} ${eventId}`;
    const asked = looks.get(key) ?? house.door.look(visitor, eventId, as);
    looks.set(key, asked);
    return asked;
  };
  return {
    house,
    visitor,
    origin,
    nonce: response.locals.nonce as string | undefined,
    lang: pickLanguage(request.headers["accept-language"] ?? null, cookies.language(request.headers.cookie)),
    clock: { now: () => clock.now().getTime() },
    maison: () => house.maison.read(),
    mediaWord: deps.mediaWord,
    hasKit: deps.hasKit,
    report: (error) => log.error({ err: error }, "a page failed"),
    look,
    async admit<A extends Ability>(eventId: string | undefined, ability: A, as: As = "event") {
      try {
        return house.door.passOf<A>(await look(eventId, as), ability);
      } catch (fault) {
        throw answerTo(fault, request, origin);
      }
    },
    admitHouse<A extends HouseAbility>(ability: A) {
      if (!visitor.staff) throw redirect("/studio/sign-in");
      try {
        return house.door.admitHouse<A>(visitor, ability);
      } catch (fault) {
        throw answerTo(fault, request, origin);
      }
    },
    mayBeKept: () => response.removeHeader("Cache-Control"),
    pour: (pass, file) => pour({ door: house.door, sessions: house.sessions, visitor, response, report: (fault) => log.error({ err: fault }, "a file broke off") }, pass, file),
    knock: (token = "") => house.knock(visitor, token),
    notFound,
    session: {
      cookie: cookies.give,
      clear: cookies.clear,
      language: cookies.giveLanguage,
      browserWords: () => browserWords(request.headers["user-agent"]),
      address: request.ip ?? "",
      press: cookies.press(request.headers.cookie),
      givePress: () => cookies.givePress(newToken()),
      half: cookies.half(request.headers.cookie),
      giveHalf: cookies.giveHalf,
    },
  };
}
