import { hash, verify } from "@node-rs/argon2";
import { newToken } from "#server/infra/secrets.ts";

// OWASP's floor for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Passwords, kept as argon2id hashes only. */
export function openPasswords() {
  const nobodys = hash(newToken(), strength);
  return {
    keep: (password: string): Promise<string> => hash(password.normalize("NFC"), strength),

    /** Whether the password is the kept one. Without a kept one: false, after the same work. */
    async isRight(kept: string | null, password: string): Promise<boolean> {
      const isSame = await verify(kept ?? (await nobodys), password.normalize("NFC"));
      return isSame && kept !== null;
    },
  };
}
export type Passwords = ReturnType<typeof openPasswords>;
