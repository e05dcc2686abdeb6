import { BaseKeyProvider, createKeyMaterialFromBuffer, isE2EESupported, KeyProviderEvent } from "livekit-client";
import type { KeyInfo } from "livekit-client";
import E2EEWorker from "livekit-client/e2ee-worker?worker";

/** The key of an encrypted call in one epoch: exactly 32 random bytes, in base64url. */
export interface MediaKey {
  epoch: number;
  key: string;
}

const ringSize = 16;
const wipeAfterMs = 10_000;
/** The worker takes its messages in order; a frame after this moment goes out under the key posted before. Milliseconds. */
const workerTurnMs = 40;

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
};

/** Keys by epoch, for the media client: only rising ones, and an old one is forgotten after ten seconds. */
class EventKeys extends BaseKeyProvider {
  private epoch = -1;
  private readonly held = new Map<number, KeyInfo>();

  constructor() {
    super({ sharedKey: true, ratchetWindowSize: 0, keyringSize: ringSize, keySize: 128, failureTolerance: -1 });
  }

  /** Takes a key into use; false for an epoch that is not newer, and for anything but 32 bytes. */
  async use({ epoch, key }: MediaKey): Promise<boolean> {
    const bytes = bytesOf(key);
    if (epoch <= this.epoch || bytes.byteLength !== 32) return false;
    const material = await createKeyMaterialFromBuffer(bytes.buffer);
    bytes.fill(0);
    if (epoch <= this.epoch) return false;
    const before = this.epoch;
    this.epoch = epoch;
    const keyIndex = epoch % ringSize;
    this.held.set(keyIndex, { key: material, keyIndex });
    this.onSetEncryptionKey(material, undefined, keyIndex);
    if (before >= 0) setTimeout(() => void this.wipe(before), wipeAfterMs);
    await new Promise((resolve) => setTimeout(resolve, workerTurnMs));
    return true;
  }

  override getKeys(): KeyInfo[] {
    return [...this.held.values()]; // what a returning line gives the worker again: never a key that was wiped
  }

  private async wipe(epoch: number): Promise<void> {
    const keyIndex = epoch % ringSize;
    if (keyIndex === this.epoch % ringSize) return;
    this.held.delete(keyIndex);
    const nothing = await createKeyMaterialFromBuffer(crypto.getRandomValues(new Uint8Array(32)).buffer);
    this.emit(KeyProviderEvent.SetKey, { key: nothing, keyIndex }, false);
  }
}

/** Whether this browser can encrypt and decrypt media itself. */
export const canEncrypt = (): boolean => isE2EESupported();

/** What an encrypted call is joined with. */
export interface CallKeys {
  readonly encryption: { keyProvider: BaseKeyProvider; worker: Worker };
  /** Resolves with the first key: nobody joins before. */
  readonly first: Promise<void>;
  /** Takes a key into use; true when it is in force. */
  take(key: MediaKey): Promise<boolean>;
  close(): void;
}

/** Opens the keys of one encrypted call, with the worker that encrypts and decrypts its frames. */
export function openCallKeys(): CallKeys {
  const keyProvider = new EventKeys();
  const worker = new E2EEWorker();
  let begin = () => {};
  const first = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return {
    encryption: { keyProvider, worker },
    first,
    async take(key) {
      const isTaken = await keyProvider.use(key);
      if (isTaken) begin();
      return isTaken;
    },
    close: () => worker.terminate(),
  };
}
