import { isSeen, plainLine } from "#contracts/plain.ts";
import * as z from "#contracts/zod.ts";

export const roles = ["owner", "producer", "host", "moderator", "advisor", "analyst"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const PersonName = z.string().overwrite(plainLine).trim().min(1).max(120).refine(isSeen);
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Length only: long and memorable beats rules about signs (ASVS 6.2). */
export const Password = z.string().min(12).max(256);

export const SignIn = z.object({ email: Email, password: z.string().min(1).max(256) });
export const Joining = z.object({ name: PersonName, email: Email, password: Password });
/** One's own new password; `old` may be left out by whoever proved themselves a moment ago. */
export const ChangingPassword = z.object({ old: z.string().max(256).optional(), password: Password });
export const Recovering = z.object({ password: Password });
export const StaffInviting = z.object({
  name: PersonName,
  email: Email,
  roles: z.array(Role).min(1).max(roles.length),
  eventIds: z.array(z.string().max(60)).max(100).default([]),
});
export type StaffInviting = z.infer<typeof StaffInviting>;
