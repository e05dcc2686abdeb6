import type { E2EEOptions, Room } from "@livekit/rtc-node";
import { EncryptionType, RoomEvent } from "@livekit/rtc-node";

const ringSize = 16;
const hkdf: E2EEOptions["keyProviderOptions"]["keyDerivationFunction"] = 1; // as browsers derive from raw bytes; the client names PBKDF2 alone

/** The media keys of a person without a browser, told to the client for Node as a page tells its worker. */
export interface NodeKeys {
  /** For the client's `connect`. */
  readonly options: { encryption: E2EEOptions };
  /** Takes another epoch's key into use. */
  use(epoch: number, key: Uint8Array): void;
  /** The client of these keys is connected, or has published: what it sends from now on goes out under the key of now. */
  follow(room: Room): void;
}

/** Keys for one connection, beginning with this one: 32 bytes and the number of their epoch. */
export function openNodeKeys(epoch: number, key: Uint8Array): NodeKeys {
  let now = { index: epoch % ringSize, key };
  const rooms = new Set<Room>();
  const apply = (room: Room) => {
    const manager = room.e2eeManager;
    if (!manager) throw new Error("the client for Node is not encrypted");
    const { keyProvider, roomHandle } = insideOf(manager);
    keyProvider.setSharedKey(now.key, now.index);
    // Its own word for this forgets the track's id, which is required.
    for (const { sid } of room.localParticipant?.trackPublications.values() ?? [])
      globalThis._ffiClientInstance?.request({
        message: {
          case: "e2ee",
          value: {
            roomHandle,
            message: {
              case: "cryptorSetKeyIndex",
              value: { participantIdentity: room.localParticipant?.identity ?? "", trackSid: sid ?? "", keyIndex: now.index },
            },
          },
        },
      });
  };
  return {
    options: {
      encryption: {
        keyProviderOptions: {
          sharedKey: key,
          ratchetSalt: new TextEncoder().encode("LKFrameEncryptionKey"),
          ratchetWindowSize: 0,
          failureTolerance: -1,
          keyRingSize: ringSize,
          keyDerivationFunction: hkdf,
        },
        encryptionType: EncryptionType.GCM,
      },
    },
    use(next, bytes) {
      now = { index: next % ringSize, key: bytes };
      for (const room of rooms) apply(room);
    },
    follow(room) {
      rooms.add(room);
      room.on(RoomEvent.Disconnected, () => void rooms.delete(room));
      apply(room);
    },
  };
}

interface Inside {
  keyProvider: { setSharedKey(key: Uint8Array, index: number): void };
  roomHandle: bigint;
}
/** The client keeps these to itself. */
const insideOf = (manager: object) => manager as Inside;
