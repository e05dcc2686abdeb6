import * as z from "#contracts/zod.ts";

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]*$/);

const attachment = z.enum(["cross-platform", "platform"]).optional();
const common = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal("public-key"),
  authenticatorAttachment: attachment,
  clientExtensionResults: z.object({}).default({}),
};

/** What a browser answers when somebody makes a passkey: WebAuthn's RegistrationResponseJSON, bounded. */
export const PasskeyMade = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).max(8).optional().catch(undefined),
  }),
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;

/** What a browser answers when somebody uses a passkey: WebAuthn's AuthenticationResponseJSON, bounded. */
export const PasskeyUsed = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
    userHandle: base64url(200).optional(),
  }),
});
export type PasskeyUsed = z.infer<typeof PasskeyUsed>;

/** The form field that carries a browser's answer as JSON; anything else in it is refused. */
export const inField = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .max(40_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(schema);
