import * as z from "#contracts/zod.ts";

/** A pairing code lives this long, in seconds. */
export const pairingSeconds = 120;
/** Eight signs of the alphabet of codes. */
export const PairingCode = z
  .string()
  .transform((typed) => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, ""))
  .pipe(z.string().regex(/^[2-9A-HJKMNP-Z]{8}$/));

/** The tablet's own public key, SPKI in base64url (ECDSA P-256; the private key cannot leave the browser). */
export const DeviceKey = z.string().regex(/^[A-Za-z0-9_-]{80,200}$/);
export const PairingStart = z.object({ publicKey: DeviceKey });
export const PairingConfirm = z.object({ code: PairingCode, boutiqueId: z.string().max(60) });

/** What is done in the staff's corner of a tablet, always with the event's code of six digits. */
export const StaffAct = z.object({ code: z.string().regex(/^\d{6}$/), act: z.enum(["enter", "unpair"]) });
export type StaffAct = z.infer<typeof StaffAct>;
