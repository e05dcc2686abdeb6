import { Secret, TOTP } from "otpauth";

/** Codes of an app on somebody's phone (TOTP, RFC 6238): six digits, a new one every thirty seconds. */
const codes = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** A new secret of 160 bits, in base 32 as apps take it. */
export const newAppSecret = (): string => new Secret({ size: 20 }).base32;

/** The address an app reads out of a QR drawing. */
export const appAddress = (secret: string, house: string, name: string): string =>
  new TOTP({ ...codes, issuer: house, label: name, secret: Secret.fromBase32(secret) }).toString();

/** The thirty seconds a code stands for, counted from 1970, when they are the present ones or those beside; null for any other code. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...codes, secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

/** Six digits as somebody types them; null for what is none. */
export function readAppCode(typed: string): string | null {
  const plain = typed.replaceAll(/[\s-]/g, "");
  return /^\d{6}$/.test(plain) ? plain : null;
}
