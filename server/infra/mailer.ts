import { createTransport } from "nodemailer";

/** Why a letter could not be handed over: a closed list, never the mail server's own words (they name people). */
export type MailFault = "unreachable" | "notAccepted" | "recipientRefused";

/** Thrown by `send`; its message is the fault and nothing else, so that it may be kept with a job. */
export class MailRefusal extends Error {
  readonly fault: MailFault;
  constructor(fault: MailFault) {
    super(`letter not sent: ${fault}`);
    this.fault = fault;
  }
}

export interface OutgoingLetter {
  /** The name the sender is shown under, unless the house's address already carries one. */
  from: string;
  to: { name: string; address: string };
  subject: string;
  html: string;
  text: string;
  calendar: { file: string; body: string } | null;
  /** PNG in base64, each by the name the HTML calls it. */
  pictures: readonly { cid: string; base64: string }[];
}

/** Hands letters to a mail server. */
export interface Mailer {
  /** Resolves when the mail server has taken the letter; throws a `MailRefusal`. */
  send(letter: OutgoingLetter): Promise<void>;
  close(): void;
}

const readOf = (fault: unknown, name: string): unknown =>
  typeof fault === "object" && fault !== null ? Reflect.get(fault, name) : undefined;

function faultOf(fault: unknown): MailFault {
  const said = Number(readOf(fault, "responseCode"));
  if (readOf(fault, "code") === "EENVELOPE" && readOf(fault, "command") === "RCPT TO" && said >= 500) return "recipientRefused";
  return said >= 400 || readOf(fault, "code") === "EAUTH" ? "notAccepted" : "unreachable";
}

/** A mailer for an SMTP address; null without one: letters then stay in the house's outbox. */
export function openMailer(smtpUrl: string | undefined, from = ""): Mailer | null {
  if (!smtpUrl) return null;
  const named = /^(.*?)\s*<([^<>]+)>$/.exec(from);
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, html, text, calendar, pictures, ...letter }) {
      try {
        await transport.sendMail({
          from: { name: named?.[1]?.replace(/^"(.*)"$/, "$1") || letter.from, address: named?.[2] ?? from },
          to,
          subject,
          html,
          text,
          headers: { "Auto-Submitted": "auto-generated" },
          attachments: [
            ...pictures.map(({ cid, base64 }, nth) => ({ cid, filename: `mark-${nth + 1}.png`, content: base64, encoding: "base64", contentType: "image/png", contentDisposition: "inline" as const })),
            ...(calendar ? [{ filename: calendar.file, content: calendar.body, contentType: `text/calendar; charset=utf-8; method=${/^METHOD:(\w+)/m.exec(calendar.body)?.[1] ?? "PUBLISH"}` }] : []),
          ],
        });
      } catch (fault) {
        throw new MailRefusal(faultOf(fault));
      }
    },
    close: () => transport.close(),
  };
}
