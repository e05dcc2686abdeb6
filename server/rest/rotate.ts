import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { houseChain } from "#server/audit/audit.ts";
import type { Audit, Facts } from "#server/audit/audit.ts";
import { textHashOf } from "#server/door/agreement-text.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import type { KeyStore } from "#server/infra/keys.ts";
import { keyFile, listKeys, openKeys, replaceFile, syncFolder, unwrapKey, wrapKey } from "#server/infra/keys.ts";
import type { Seal, Sealed } from "#server/infra/sealed.ts";
import { openSealed, sealWith } from "#server/infra/sealed.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import { nextKeyFile, readHouseKey, secretsOf } from "#server/infra/secrets.ts";
import { columns, columnsOf } from "#server/rest/columns.ts";

export interface Rotated {
  keys: number;
  values: number;
  /** Door codes, moves, pairings and recovery codes that are void, for only their digests under the old key were kept. */
  voided: number;
}

interface Deps {
  db: Db;
  clock: Clock;
  audit: Audit;
  /** The file of the house's key; its successor stands beside it while this goes on. */
  houseKey: string;
  keysFolder: string;
}

const steward: Facts = { kind: "steward", why: "command line: rotate" };
const patience = { maxWait: 10_000, timeout: 3_600_000 };
const atOnce = 500;

/** Wraps each event key under the new key; a file that was wrapped anew already, before a stop, is left as it is. */
function rewrap(folder: string, before: HouseSecrets, after: HouseSecrets): number {
  if (!existsSync(folder)) return 0;
  const all = listKeys(folder);
  for (const { eventId, kind } of all) {
    const file = keyFile(folder, eventId, kind);
    rmSync(`${file}.new`, { force: true });
    const wrapped = readFileSync(file);
    try {
      unwrapKey(after.wrapping, eventId, kind, wrapped);
    } catch {
      replaceFile(file, wrapKey(after.wrapping, eventId, kind, unwrapKey(before.wrapping, eventId, kind, wrapped)));
    }
  }
  return all.length;
}

/** Opens a value under whichever of the two keys sealed it; null for one that stands under the new key already. */
function openOld(before: Seal, after: Seal, where: string, bytes: Uint8Array): string | null {
  try {
    after.open(where, bytes);
    return null;
  } catch {
    try {
      return before.open(where, bytes);
    } catch {
      throw new Error(`${where} opens under neither key; put the database, the keys and house.key of one day back`);
    }
  }
}

/** What a key that may be gone sealed; null when it is. */
function openIfThere(open: () => string): string | null {
  try {
    return open();
  } catch {
    return null;
  }
}

type Cell = { id: string; value: Uint8Array };

/** Seals every value of one column anew, some at a time. */
async function resealColumn(tx: Tx, table: keyof typeof columns, column: string, ofHouse: boolean, before: Seal, after: Seal): Promise<number> {
  // Names come from the registry of columns, never from outside; of letters only those to staff are the house's.
  const only = ofHouse ? "" : `AND "eventId" IS NULL`;
  const select = `SELECT id, "${column}" AS value FROM "${table}" WHERE "${column}" IS NOT NULL AND length("${column}") > 0 AND id > $1 ${only} ORDER BY id LIMIT ${atOnce}`;
  let done = 0;
  for (let last = ""; ; ) {
    const rows = await tx.$queryRawUnsafe<Cell[]>(select, last);
    for (const { id, value } of rows) {
      const where = `${table}.${column}:${id}`;
      const text = openOld(before, after, where, value);
      if (text === null) continue;
      await tx.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = $1 WHERE id = $2`, after.seal(where, text), id);
      done += 1;
    }
    const end = rows.at(-1);
    if (!end || rows.length < atOnce) return done;
    last = end.id;
  }
}

/** Makes the keyed searches anew: addresses of staff and clients, public addresses of open events, texts that were signed. */
async function rehash(tx: Tx, secrets: HouseSecrets, sealed: Sealed): Promise<void> {
  for (const { id, email } of await tx.staff.findMany({ select: { id: true, email: true } }))
    await tx.staff.update({ where: { id }, data: { emailHash: secrets.search("email", sealed.house.open(`Staff.email:${id}`, email)) } });
  for (const { id, email } of await tx.client.findMany({ select: { id: true, email: true } }))
    await tx.client.update({ where: { id }, data: { emailHash: secrets.search("email", sealed.house.open(`Client.email:${id}`, email)) } });
  for (const { id, slug } of await tx.event.findMany({ where: { NOT: { slug: null } }, select: { id: true, slug: true } })) {
    const text = slug && openIfThere(() => sealed.event(id).open(`Event.slug:${id}`, slug));
    if (text) await tx.event.update({ where: { id }, data: { slugHash: secrets.search("slug", text) } });
  }
  for (const { id, eventId, version, language, body } of await tx.agreementText.findMany()) {
    const text = openIfThere(() => sealed.agreements(eventId).open(`AgreementText.body:${id}`, body));
    if (text === null) continue;
    const textHash = textHashOf(secrets, text);
    await tx.agreementText.update({ where: { id }, data: { textHash } });
    await tx.agreement.updateMany({ where: { eventId, version, language }, data: { textHash } });
  }
}

/** Ends what is known by its digest under the old key alone. */
async function voidCodes(tx: Tx, at: Date): Promise<number> {
  const counts = await Promise.all([
    tx.doorCode.updateMany({ where: { usedAt: null, endedAt: null }, data: { endedAt: at } }),
    tx.seatMove.updateMany({ where: { approvedAt: null, endedAt: null }, data: { endedAt: at } }),
    tx.pairing.updateMany({ where: { usedAt: null }, data: { usedAt: at } }),
    tx.staffRecoveryCode.updateMany({ where: { usedAt: null }, data: { usedAt: at } }),
  ]);
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Gives the house a new key: the keys of events are wrapped anew, the house's columns sealed anew, searches hashed anew.
 * The house must not run. Whatever stops it, it goes on from there when it is begun again; until it has ended the house
 * does not open. `reached` is told each step, and may stop it by throwing.
 */
export async function rotateHouseKey({ db, clock, audit, houseKey, keysFolder }: Deps, reached: (step: "made" | "wrapped" | "sealed" | "ended") => void = () => {}): Promise<Rotated> {
  const next = nextKeyFile(houseKey);
  if (!existsSync(next)) replaceFile(next, randomBytes(32));
  reached("made");
  const before = secretsOf(readHouseKey(houseKey));
  const after = secretsOf(readHouseKey(next));
  const keys = rewrap(keysFolder, before, after);
  reached("wrapped");
  const store: KeyStore = openKeys(keysFolder, after.wrapping);
  const sealed = openSealed(after, store);
  const [old, fresh] = [sealWith(before.columns), sealWith(after.columns)];
  const { values, voided } = await db.$transaction(async (tx) => {
    let count = 0;
    for (const { table, column, holds } of columnsOf("H", "EorH"))
      if (isTable(table)) count += await resealColumn(tx, table, column, holds === "H", old, fresh);
    if (count === 0) return { values: 0, voided: 0 }; // stored before a stop
    await rehash(tx, after, sealed);
    const ended = await voidCodes(tx, clock.now());
    await audit.write(tx, houseChain, "house.keyRotated", steward, { keys, values: count, voided: ended });
    return { values: count, voided: ended };
  }, patience);
  reached("sealed");
  renameSync(next, houseKey);
  syncFolder(path.dirname(houseKey));
  reached("ended");
  return { keys, values, voided };
}

const isTable = (table: string): table is keyof typeof columns => Object.hasOwn(columns, table);
