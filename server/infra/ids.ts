import { randomBytes } from "node:crypto";

const prefixes = {
  maison: "ms",
  staff: "stf",
  staffInvite: "inv",
  passkey: "pky",
  recoveryCode: "rcv",
  consent: "cns",
  session: "ses",
  identity: "idn",
  boutique: "btq",
  event: "ev",
  client: "cli",
  guest: "gst",
  invitation: "ivt",
  seat: "seat",
  device: "dev",
  pairing: "pair",
  line: "line",
  letter: "ltr",
  entry: "ent",
  call: "call",
  person: "p",
  code: "code",
  move: "mov",
  agreementText: "agt",
  agreement: "agr",
  file: "fil",
  guestKey: "key",
  drill: "drl",
  font: "fnt",
} as const;

/** A new id: its kind's prefix and 128 random bits in base64url. Ids are names, never credentials. */
export function newId(kind: keyof typeof prefixes): string {
  return `${prefixes[kind]}_${randomBytes(16).toString("base64url")}`;
}
