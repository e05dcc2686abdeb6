import { parse, serialize } from "cookie";

const keptSeconds = 90 * 24 * 3600;
/** Between the password and the second proof. */
const halfWaySeconds = 600;

/** The house's cookies, none of them for scripts. Over HTTPS all are `__Host-` and `Secure`; plain HTTP exists on localhost only. */
export function openCookies(origin: string) {
  const isHttps = origin.startsWith("https:");
  const named = (name: string) => (isHttps ? `__Host-${name}` : name);
  const [name, halfName, pressName, languageName] = [named("sipario"), named("half"), named("door"), named("lang")];
  const options = { path: "/", httpOnly: true, secure: isHttps, sameSite: "lax" } as const;
  return {
    read: (header: string | undefined): string | null => parse(header ?? "")[name] ?? null,
    press: (header: string | undefined): string | null => parse(header ?? "")[pressName] ?? null,
    givePress: (number: string): string => serialize(pressName, number, { ...options, maxAge: 3600 }),
    half: (header: string | undefined): string | null => parse(header ?? "")[halfName] ?? null,
    giveHalf: (word: string): string => serialize(halfName, word, { ...options, maxAge: word ? halfWaySeconds : 0 }),
    language: (header: string | undefined): string | null => parse(header ?? "")[languageName] ?? null,
    give: (token: string): string => serialize(name, token, { ...options, maxAge: keptSeconds }),
    clear: (): string => serialize(name, "", { ...options, maxAge: 0 }),
    giveLanguage: (lang: string): string => serialize(languageName, lang, { ...options, maxAge: keptSeconds }),
  };
}
export type Cookies = ReturnType<typeof openCookies>;
