import type { Phase } from "#contracts/event.ts";
import type { Revoke } from "#server/access/revoke.ts";
import type { Tombstones } from "#server/access/tombstones.ts";
import type { Audit } from "#server/audit/audit.ts";
import type { Signing } from "#server/audit/signing.ts";
import type { Announcer } from "#server/infra/announce.ts";
import type { Clock } from "#server/infra/clock.ts";
import type { Db, Tx } from "#server/infra/db.ts";
import type { Sealed } from "#server/infra/sealed.ts";
import type { HouseSecrets } from "#server/infra/secrets.ts";
import type { SignalBus } from "#server/infra/signals.ts";
import type { TheMaison } from "#server/maison/maison.ts";

/** What every subject is opened with. */
export interface Room {
  readonly db: Db;
  readonly clock: Clock;
  readonly sealed: Sealed;
  readonly secrets: HouseSecrets;
  readonly audit: Audit;
  /** The house's hand, for whatever must be believed away from the house: receipts, checkpoints, certificates, packs. */
  readonly signing: Signing;
  readonly signals: SignalBus;
  readonly announcer: Announcer;
  readonly tombstones: Tombstones;
  readonly revoke: Revoke;
  readonly maison: TheMaison;
  /** Whether the media server that this house has does not answer; absent where there is nobody to ask. */
  isMediaLost?(): Promise<boolean>;
  /** Whether this house has a media server at all; left out where nobody asks. */
  hasPicture?(): boolean;
  /** The house's own folder. */
  readonly dataDir: string;
  /** The address people reach the house at, without a slash at its end. */
  readonly origin: string;
  /** What is done between an event's new phase and telling it: pictures are lifted first, so that word and picture come together. */
  turning(eventId: string, phase: Phase): Promise<void>;
  /** Puts a letter's sending into the queue, within the caller's transaction. */
  enqueueLetter(tx: Tx, letterId: string): Promise<void>;
}
