import type { BoutiqueKey, EventKey } from "#prisma/cast.ts";
import { boutiques } from "#prisma/cast.ts";
import type { Seedable } from "#prisma/seed.ts";
import type { Evening } from "#tests/demo/orders.ts";
import type { PreparedEvent } from "#tests/demo/prepare.ts";
import { readState, writeState } from "#tests/demo/state.ts";

const why = "the demo looks after its tablets";

/** On whose counters the crowd's tablets stand, by evening. */
const standIn = { invited: ["milano", "paris"], open: [], confidential: ["milano"], sealed: ["paris"] } as const satisfies Record<EventKey, readonly BoutiqueKey[]>;

/** The boutiques on whose counters the crowd's tablets stand. */
export const counters = (key: EventKey, boutiqueIds: Record<BoutiqueKey, string>): Evening["tablets"] =>
  standIn[key].map((one) => ({ boutiqueId: boutiqueIds[one], boutique: boutiques[one].name }));

/** The tablets the crowd paired when this folder was last open have gone home: their pairings end. */
export async function sendTabletsHome({ house, steward }: Seedable, { key, id: eventId }: PreparedEvent, dataDir: string): Promise<void> {
  const ids = readState(dataDir).tablets[key] ?? [];
  if (ids.length === 0) return;
  const pass = await steward.pass(eventId, "device.revoke", why);
  for (const id of ids) await house.devices.revoke(pass, id);
  writeState(dataDir, (state) => ({ ...state, tablets: { ...state.tablets, [key]: [] } }));
}

/** Remembers which tablet the crowd has just paired: the newest of its boutique. */
export async function rememberTablet({ house, steward }: Seedable, { key, id: eventId }: PreparedEvent, boutique: string, dataDir: string): Promise<void> {
  const all = await house.devices.list(await steward.pass(eventId, "device.revoke", why));
  const newest = all.filter(({ boutiqueName, revokedAt }) => boutiqueName === boutique && !revokedAt).sort((a, b) => b.pairedAt.localeCompare(a.pairedAt))[0];
  if (newest) writeState(dataDir, (state) => ({ ...state, tablets: { ...state.tablets, [key]: [...(state.tablets[key] ?? []), newest.id] } }));
}
