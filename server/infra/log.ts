import pino from "pino";

export type Log = Pick<pino.Logger, "debug" | "info" | "warn" | "error">;

const secrets = ["cookie", "authorization", "access_token", "link", "token", "ticket", "password", "secret"];
const censored = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*["set-${name}"]`]);

/** Takes out of a text what must never be written down: what follows an address's host, bearer words, signed tokens. */
export function scrub(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)(?:[^\s"'\\/@]*@)?([^\s"'\\/?#,;)\]}]+)(?:[/?#][^\s"'\\]*)?/gi, "$1$2")
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, "$1 [removed]")
    .replace(/\b(access_token|join_request|token|ticket)=[^\s"'&\\]+/gi, "$1=[removed]")
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[removed]");
}

/** What a line keeps of an error: its kind, code, words and the way it came, never its other properties. Of the database's own errors the words are left out: they hold what was asked, a guest's name among it. */
function errorKept(fault: unknown): { message: string; stack?: string } & Record<string, unknown> {
  if (!(fault instanceof Error)) return { type: typeof fault, message: "something that is no error was thrown" };
  const code = "code" in fault && typeof fault.code === "string" ? { code: fault.code } : {};
  const isOfDatabase = fault.name.startsWith("Prisma") || fault.name === "DriverAdapterError" || "severity" in fault;
  const message = isOfDatabase ? (/^\s*(Invalid `[\w.()]+` invocation)/.exec(fault.message)?.[1] ?? "refused by the database") : fault.message;
  const frames = (fault.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause = fault.cause === undefined ? {} : { cause: errorKept(fault.cause) };
  return { type: fault.name, message, ...code, stack: [`${fault.name}: ${message}`, ...frames].join("\n"), ...cause };
}

/** An error that holds no more than a line of the log would keep of this one: for whoever writes errors down elsewhere. */
export function plainError(fault: unknown): Error {
  const { message, stack } = errorKept(fault);
  return Object.assign(new Error(message), { stack });
}

const colours: Record<string, string> = { warn: "\u001b[33m", error: "\u001b[31m", fatal: "\u001b[31m" };

/** One line for a person: time, level when it matters, message, then the facts as name=value. */
function forTerminal(line: string): string {
  const { time, level, msg = "", err, ...facts }: Record<string, unknown> = JSON.parse(line);
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const shown = Object.entries(facts).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const colour = colours[String(level)];
  const mark = colour ? `${colour}${level}\u001b[0m ` : "";
  const stack = typeof err === "object" && err !== null && "stack" in err ? `\n${err.stack}` : "";
  return `${clock} ${mark}${[msg, ...shown].join(" ")}${stack}\n`;
}

const levelOf = (wish = "info") => (wish in pino.levels.values || wish === "silent" ? wish : "info");

/** A log that writes scrubbed lines: to stderr, since stdout belongs to `--json`, unless told elsewhere; for people on a terminal. */
export function openLog(
  level?: string,
  write: (text: string) => void = (text) => process.stderr.write(text),
  isTerminal = process.stderr.isTTY === true,
) {
  return pino(
    {
      level: levelOf(level),
      base: null,
      redact: { paths: censored, censor: "[removed]" },
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        req: (request: { method?: string }) => ({ method: request.method }),
        res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
        err: errorKept,
      },
    },
    { write: (line: string) => write(scrub(isTerminal ? forTerminal(line) : line)) },
  );
}

/** The house's own log. */
export const log = openLog(process.env.LOG_LEVEL);
