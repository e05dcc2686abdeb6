import type { Ability, HouseAbility } from "#contracts/abilities.ts";
import type { Level, Phase, Wishes } from "#contracts/event.ts";
import type { Role } from "#contracts/staff.ts";
import type { Lens } from "#server/access/policy.ts";

declare const brand: unique symbol;

/** Who holds a pass. Ids only: names are sealed and read by the subject that may. */
export type Holder =
  | { kind: "stranger"; sessionId: string | null }
  | { kind: "guest" | "speaker"; sessionId: string | null; guestId: string }
  | { kind: "device"; sessionId: string; deviceId: string; boutiqueId: string }
  | { kind: "staff"; sessionId: string; staffId: string; roles: readonly Role[] }
  | { kind: "steward"; why: string };

/** What every subject needs to know of the event it works at; read by the door, once. */
export interface PassEvent {
  readonly id: string;
  readonly level: Level;
  readonly phase: Phase;
  readonly wishes: Wishes;
}

/** Leave to do one thing at one event. Made by the door and the steward only. */
export interface Pass<A extends Ability = Ability> {
  readonly [brand]: A;
  readonly eventId: string;
  readonly event: PassEvent;
  readonly holder: Holder;
  readonly may: ReadonlySet<Ability>;
  readonly lens: Lens;
}

/** Leave to do one thing in the maison itself. */
export interface HousePass<A extends HouseAbility = HouseAbility> {
  readonly [brand]: A;
  readonly holder: Extract<Holder, { kind: "staff" | "steward" }>;
  readonly may: ReadonlySet<HouseAbility>;
}

type Plain<T> = Omit<T, typeof brand>;

/** For admit.ts, knock.ts and steward.ts alone (the layer rules say so). */
export const makePass = <A extends Ability>(plain: Plain<Pass<A>>): Pass<A> => plain as Pass<A>;

/** For admit.ts and steward.ts alone. */
export const makeHousePass = <A extends HouseAbility>(plain: Plain<HousePass<A>>): HousePass<A> => plain as HousePass<A>;
