import type { Role } from "#contracts/staff.ts";
import { Role as RoleWord } from "#contracts/staff.ts";
import * as z from "#contracts/zod.ts";
import type { EntryRead } from "#server/audit/audit.ts";

/** The acts of the house's own chain that have words, each a key under `record.did.` */
const acts = [
  "maison.renamed",
  "boutique.created",
  "boutique.renamed",
  "event.created",
  "letter.read",
  "staff.firstLinkMade",
  "staff.invited",
  "staff.inviteWithdrawn",
  "staff.joined",
  "staff.recovered",
  "staff.recoveryLinkMade",
  "staff.signedIn",
  "staff.removed",
  "session.ended",
] as const;
export type Act = (typeof acts)[number];

const Actor = z.object({ kind: z.string(), id: z.string().optional() });
const Facts = z.record(z.string(), z.unknown());

/** An entry as it can be read: closed words for words of the catalogue, names where ids have one today, and the whole as it was written. */
export interface ReadEntry {
  seq: number;
  at: string;
  /** Null for an act that has no words here; then `name` is all there is. */
  act: Act | null;
  name: string;
  actor: { isHouse: boolean; name: string | null };
  about: string[];
  roles: Role[];
  full: string;
}

/** Reads one entry with the names that belong to its ids; `names` goes by id. */
export function readEntry({ seq, at, name, actor, facts }: EntryRead, names: ReadonlyMap<string, string>): ReadEntry {
  const by = Actor.safeParse(actor).data;
  const told = Facts.safeParse(facts).data ?? {};
  const ids = Object.values(told).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const about = ids.flatMap((id) => (typeof id === "string" && id !== by?.id ? (names.get(id) ?? []) : []));
  return {
    ...{ seq, at, name },
    act: acts.find((one) => one === name) ?? null,
    actor: { isHouse: by?.kind === "steward", name: (by?.id && names.get(by.id)) || null },
    about: [...new Set(about)],
    roles: z.array(RoleWord).safeParse(told.roles).data ?? [],
    full: JSON.stringify({ name, actor, facts }),
  };
}
