import { parse, serialize } from "cookie";

const yearSeconds = 90 * 24 * 3600;
/** Between the password and the second proof. */
const halfWaySeconds = 600;

/** The session's cookie. Over HTTPS it is `__Host-` and `Secure`; plain HTTP exists on localhost only. */
export function openCookies(origin: string) {
  const isHttps = origin.startsWith("https:");
  const name = isHttps ? "__Host-sipario" : "sipario";
  const halfName = isHttps ? "__Host-half" : "half";
  const options = { path: "/", httpOnly: true, secure: isHttps, sameSite: "lax" } as const;
  return {
    read: (header: string | undefined): string | null => parse(header ?? "")[name] ?? null,
    press: (header: string | undefined): string | null => parse(header ?? "").door ?? null,
    givePress: (number: string): string => serialize("door", number, { ...options, path: "/door", maxAge: 3600 }),
    half: (header: string | undefined): string | null => parse(header ?? "")[halfName] ?? null,
    giveHalf: (word: string): string => serialize(halfName, word, { ...options, maxAge: word ? halfWaySeconds : 0 }),
    language: (header: string | undefined): string | null => parse(header ?? "").lang ?? null,
    give: (token: string): string => serialize(name, token, { ...options, maxAge: yearSeconds }),
    clear: (): string => serialize(name, "", { ...options, maxAge: 0 }),
    giveLanguage: (lang: string): string => serialize("lang", lang, { path: "/", secure: isHttps, sameSite: "lax", maxAge: yearSeconds }),
  };
}
export type Cookies = ReturnType<typeof openCookies>;
