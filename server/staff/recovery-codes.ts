import { randomInt } from "node:crypto";
import type { Tx } from "#server/infra/db.ts";
import { newId } from "#server/infra/ids.ts";
import type { Room } from "#server/room.ts";

const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;
/** So many are given at once. */
export const recoveryCodesGiven = 10;

/** A recovery code as somebody types it, read the way it was meant; null for what is none. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return plain.length === length && [...plain].every((sign) => signs.includes(sign)) ? plain : null;
}

const written = (code: string): string => code.match(/.{4}/g)?.join("-") ?? code;

/** Codes for the day the phone is lost: sixty random bits each, kept as keyed hashes only, each good once. */
export function openRecoveryCodes({ secrets, clock }: Pick<Room, "secrets" | "clock">) {
  const hashOf = (staffId: string, code: string) => new Uint8Array(Buffer.from(secrets.mac("recovery code", `${staffId}\0${code}`), "base64url"));
  return {
    /** Ten new codes, told this once; those before are good no longer. */
    async renew(tx: Tx, staffId: string): Promise<string[]> {
      const codes = Array.from({ length: recoveryCodesGiven }, () => Array.from({ length }, () => signs[randomInt(signs.length)]).join(""));
      await tx.staffRecoveryCode.deleteMany({ where: { staffId } });
      await tx.staffRecoveryCode.createMany({
        data: codes.map((code) => ({ id: newId("recoveryCode"), staffId, codeHash: hashOf(staffId, code), createdAt: clock.now() })),
      });
      return codes.map(written);
    },
    /** Uses a code up; of any number of callers one gets true. */
    async use(tx: Tx, staffId: string, code: string): Promise<boolean> {
      const { count } = await tx.staffRecoveryCode.updateMany({
        where: { staffId, codeHash: hashOf(staffId, code), usedAt: null },
        data: { usedAt: clock.now() },
      });
      return count === 1;
    },
    left: (tx: Tx, staffId: string): Promise<number> => tx.staffRecoveryCode.count({ where: { staffId, usedAt: null } }),
    end: async (tx: Tx, staffId: string): Promise<void> => void (await tx.staffRecoveryCode.deleteMany({ where: { staffId } })),
  };
}
export type RecoveryCodes = ReturnType<typeof openRecoveryCodes>;
