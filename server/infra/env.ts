import { isIP, isIPv4 } from "node:net";
import * as z from "#contracts/zod.ts";

/** A refusal says what the variable should be; the value itself is never repeated, it may be a secret. */
const should = (be: string) => ({ error: `should be ${be}` });

const addressOf = (protocols: string[], be: string) =>
  z.string(should(be)).refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), should(be));

const isLocalhost = (url: URL) => url.protocol === "http:" && url.hostname === "localhost";
const anOrigin = "an https origin without a path, such as https://launch.example, or http://localhost with a port";
const Origin = z
  .string(should(anOrigin))
  .refine((text) => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    return (url.protocol === "https:" || isLocalhost(url)) && `${url.origin}/` === url.href;
  }, should(anOrigin))
  .transform((text) => new URL(text).origin);

const someDays = "a number of days, such as 30";
const Days = z
  .string()
  .regex(/^\d{1,4}$/, should(someDays))
  .transform(Number);

const aPlace = "a file that is only added to, or an https address that takes checkpoints (http on this machine alone)";
const isPlace = (text: string) =>
  URL.canParse(text) && (new URL(text).protocol === "https:" || (new URL(text).protocol === "http:" && ["localhost", "127.0.0.1"].includes(new URL(text).hostname)));

const aProxy = "addresses or ranges separated by commas, such as 10.0.0.1,10.1.0.0/16, or loopback";
const isProxy = (text: string) => {
  const [address = "", bits] = text.split("/");
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const family = isIP(address);
  return family !== 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)));
};
const Proxies = z
  .string(should(aProxy))
  .transform((text) =>
    text
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean),
  )
  .refine((all) => all.every(isProxy), should(aProxy));

const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words, should(`one of ${words.join(", ")}`));
const aPort = "a port between 1 and 65535";
const aMailbox = "a mail address, such as maison@example.com or Maison <maison@example.com>";

const Env = z
  .object({
    NODE_ENV: oneOf("production", "development", "test").default("production"),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, should(aPort))
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65535, should(aPort))
      .optional(),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, should("an address or a host name to listen on, such as 127.0.0.1"))
      .default("127.0.0.1"),
    PUBLIC_ORIGIN: Origin.optional(),
    DATA_DIR: z.string().default(".sipario"),
    DATABASE_URL: addressOf(
      ["postgresql:", "postgres:"],
      "a PostgreSQL address, such as postgresql://name:password@host:5432/house",
    ).optional(),
    LIVEKIT_URL: addressOf(
      ["https:", "http:", "wss:", "ws:"],
      "the address of a LiveKit server, such as https://media.example",
    ).optional(),
    LIVEKIT_API_KEY: z.string().optional(),
    LIVEKIT_API_SECRET: z.string().min(32, should("LiveKit's secret, 32 characters or more")).optional(),
    MEDIA_ADDRESS: z
      .string()
      .refine(isIPv4, should("an IPv4 address at which browsers reach this machine"))
      .default("127.0.0.1"),
    SMTP_URL: addressOf(
      ["smtp:", "smtps:"],
      "a mail server's address, such as smtps://name:password@mail.example",
    ).optional(),
    MAIL_FROM: z
      .string()
      .regex(/^(?:[^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, should(aMailbox))
      .optional(),
    TRUSTED_PROXIES: Proxies.default([]),
    FAILURES_PER_MINUTE: z
      .string()
      .regex(/^\d{1,7}$/, should("a number of requests, such as 240"))
      .transform(Number)
      .default(240),
    LOG_LEVEL: oneOf("info", "debug", "trace", "warn", "error", "fatal", "silent").default("info"),
    HOUSE_KEY_FILE: z.string().optional(),
    HOUSE_SIGNING_KEY_FILE: z.string().optional(),
    AUDIT_CHECKPOINTS: z
      .string()
      .refine((text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || isPlace(text), should(aPlace))
      .optional(),
    BACKUP_DAYS: Days.optional(),
    KEY_COPIES_DAYS: Days.optional(),
    SIPARIO_VIDEO: oneOf("auto", "off").default("auto"),
    SIPARIO_KIT: oneOf("on", "off").default("off"),
  })
  .superRefine((env, context) => {
    const media = ["LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET"] as const;
    const need = (name: keyof typeof env, because: string) =>
      context.addIssue({ code: "custom", path: [name], message: `should be set, because ${because} is` });
    const given = media.find((name) => env[name] !== undefined);
    if (given) for (const name of media) if (env[name] === undefined) need(name, given);
    if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) need("MAIL_FROM", "SMTP_URL");
  });

export type Env = Readonly<z.infer<typeof Env>>;

/** The names of all settings; docs/operate.md tells each. */
export const settingNames: readonly string[] = Object.keys(Env.shape);

/** The house's settings; an empty variable counts as left out. Throws what `describeEnvErrors` can tell. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  return Env.parse(Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim())));
}

/** One line for each setting that is wrong, naming it and what it should be; undefined when the error is about something else. */
export function describeEnvErrors(error: unknown): string[] | undefined {
  if (!(error instanceof z.ZodError)) return undefined;
  return [...new Set(error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`))];
}

/** The origin people reach the house at: PUBLIC_ORIGIN, else localhost at the port it listens on. */
export const originOf = (env: Env, port: number): string => env.PUBLIC_ORIGIN ?? `http://localhost:${port}`;
