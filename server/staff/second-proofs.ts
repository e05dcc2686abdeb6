import type { Role } from "#contracts/staff.ts";
import type { PasskeyUsed } from "#contracts/webauthn.ts";
import type { Staff, StaffPasskey } from "#prisma/generated/client.ts";
import type { Tx } from "#server/infra/db.ts";
import type { Webauthn } from "#server/infra/webauthn.ts";
import type { Room } from "#server/room.ts";
import { readAppCode, stepOf } from "#server/staff/app-codes.ts";
import type { RecoveryCodes } from "#server/staff/recovery-codes.ts";
import { openRecoveryCodes, readRecoveryCode } from "#server/staff/recovery-codes.ts";

/** What somebody has beside their password. */
export interface SecondProofsHeld {
  hasApp: boolean;
  passkeys: StaffPasskey[];
}

/** What somebody typed as a second proof, by its shape. */
export interface Typed {
  by: "totp" | "recoveryCode";
  code: string;
}

/** Reads what somebody typed: six digits of an app, or a recovery code; null for what is neither. */
export function readTyped(typed: string): Typed | null {
  const digits = readAppCode(typed);
  if (digits) return { by: "totp", code: digits };
  const recovery = readRecoveryCode(typed);
  return recovery === null ? null : { by: "recoveryCode", code: recovery };
}

export interface PasskeyHolder {
  passkeyId: string;
  person: { id: string; roles: Role[] };
  /** Notes the use, in the caller's transaction; false when the passkey or its holder was taken away meanwhile. */
  use(tx: Tx): Promise<boolean>;
}

/** Second proofs of staff: codes of an app, passkeys, recovery codes; what they are good for is decided by who asks here. */
export function openSecondProofs(room: Room, webauthn: Webauthn) {
  const { db, clock, sealed, tombstones } = room;
  const codes: RecoveryCodes = openRecoveryCodes(room);
  const living = { removedAt: null };

  async function held(tx: Tx, staffId: string): Promise<SecondProofsHeld> {
    const person = await tx.staff.findUnique({ where: { id: staffId }, include: { passkeys: { where: { endedAt: null }, orderBy: { createdAt: "asc" } } } });
    return { hasApp: Boolean(person?.totpSecret && person.totpSetAt), passkeys: person?.passkeys ?? [] };
  }

  /** Uses a code of the app up: each is good once, also for callers at the same moment. */
  async function useAppCode(tx: Tx, person: Pick<Staff, "id" | "totpSecret" | "totpSetAt">, code: string): Promise<boolean> {
    if (!person.totpSecret || !person.totpSetAt) return false;
    const step = stepOf(sealed.house.open(`Staff.totpSecret:${person.id}`, person.totpSecret), code, clock.now());
    if (step === null) return false;
    const { count } = await tx.staff.updateMany({
      where: { id: person.id, ...living, totpSetAt: person.totpSetAt, totpStep: { lt: step } },
      data: { totpStep: step },
    });
    return count === 1;
  }

  return {
    codes,
    held,
    hasAny: async (tx: Tx, staffId: string): Promise<boolean> => {
      const { hasApp, passkeys } = await held(tx, staffId);
      return hasApp || passkeys.length > 0;
    },

    /** Uses up what somebody typed, in the caller's transaction; false when it is not theirs or was used. */
    async useTyped(tx: Tx, staffId: string, { by, code }: Typed): Promise<boolean> {
      const person = await tx.staff.findFirst({ where: { id: staffId, ...living } });
      if (!person || tombstones.has(staffId)) return false;
      return by === "totp" ? useAppCode(tx, person, code) : codes.use(tx, staffId, code);
    },

    /** Whose passkey answered a question about `about`, of anybody or of one person; null when it is nobody's. */
    async answeredBy(about: string, answer: PasskeyUsed, staffId?: string): Promise<PasskeyHolder | null> {
      const kept = await db.staffPasskey.findFirst({
        where: { credentialId: new Uint8Array(Buffer.from(answer.id, "base64url")), endedAt: null, staff: living, ...(staffId ? { staffId } : {}) },
        include: { staff: true },
      });
      if (!kept || tombstones.has(kept.staffId)) return null;
      const handle = answer.response.userHandle;
      if (handle !== undefined && Buffer.from(handle, "base64url").toString() !== kept.staffId) return null;
      const counter = await webauthn.used(about, answer, kept);
      if (counter === null) return null;
      const { id, roles } = kept.staff;
      return {
        passkeyId: kept.id,
        person: { id, roles },
        async use(tx) {
          const { count } = await tx.staffPasskey.updateMany({
            where: { id: kept.id, endedAt: null, counter: kept.counter, staff: living },
            data: { counter, usedAt: clock.now() },
          });
          return count === 1;
        },
      };
    },

    /** Ends everything somebody has beside their password, in the caller's transaction. */
    async endAll(tx: Tx, staffId: string): Promise<void> {
      await tx.staff.update({ where: { id: staffId }, data: { totpSecret: null, totpSetAt: null, totpStep: 0 } });
      await tx.staffPasskey.updateMany({ where: { staffId, endedAt: null }, data: { endedAt: clock.now() } });
      await codes.end(tx, staffId);
    },
  };
}
export type SecondProofs = ReturnType<typeof openSecondProofs>;
