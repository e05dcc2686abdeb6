import { createHash, timingSafeEqual } from "node:crypto";
import { TrackSource } from "@livekit/protocol";
import type { ParticipantInfo } from "@livekit/protocol";
import { AccessToken, RoomServiceClient, TokenVerifier, TwirpError, WebhookEvent } from "livekit-server-sdk";

export interface MediaConnection {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** Why the media server gave no answer to build on; never its own words, which can contain a token. */
export type MediaRefusal = "absent" | "silent" | "refused";
export type MediaAnswer<T> = { ok: true; value: T } | { ok: false; reason: MediaRefusal };

/** What a token says of a seat. */
export interface MediaGrant {
  readonly call: string;
  readonly identity: string;
  readonly speaks: false | { readonly sources: readonly ("camera" | "microphone")[] };
}

export interface MediaTrack {
  readonly sid: string;
  readonly source: "camera" | "microphone" | "other";
  readonly isMuted: boolean;
  readonly isEncrypted: boolean;
}

export interface MediaParticipant {
  readonly identity: string;
  readonly tracks: readonly MediaTrack[];
}

export interface MediaHint {
  readonly id: string;
  readonly kind: string;
  readonly call: string;
  readonly identity: string;
  /** Milliseconds since 1970, whole seconds. */
  readonly at: number;
}

const tokenSeconds = 5;
const quickSeconds = 0.5;
const patientSeconds = 2;
const callSeconds = 6 * 3600;
const sourceOf = { camera: TrackSource.CAMERA, microphone: TrackSource.MICROPHONE };

export type Media = ReturnType<typeof openMedia>;

/**
 * The media server's private side, and the only holder of its secret after boot. Calls answer within two seconds
 * (those that take something back within half a second) or say `silent`; they never throw and never pass on the server's words.
 */
export function openMedia({ url, apiKey, apiSecret }: MediaConnection) {
  const host = url.replace(/^ws/, "http").replace(/\/+$/, "");
  const options = { failover: false };
  const quick = new RoomServiceClient(host, apiKey, apiSecret, { ...options, requestTimeout: quickSeconds });
  const patient = new RoomServiceClient(host, apiKey, apiSecret, { ...options, requestTimeout: patientSeconds });
  const verifier = new TokenVerifier(apiKey, apiSecret);
  const calls = (names: readonly string[]): Promise<MediaAnswer<string[]>> =>
    asked(async () => (await quick.listRooms([...names])).map(({ name }) => name));

  return {
    /** Where the house speaks signalling to the media server. */
    signalUrl: `${host.replace(/^http/, "ws")}/rtc/v1`,

    /** A token of five seconds for one connection of the house on a seat's behalf; every grant is explicit (G6, G7). */
    token({ call, identity, speaks }: MediaGrant): Promise<string> {
      const token = new AccessToken(apiKey, apiSecret, { identity, ttl: tokenSeconds });
      token.addGrant({
        roomJoin: true,
        room: call,
        roomCreate: false,
        roomList: false,
        roomAdmin: false,
        roomRecord: false,
        ingressAdmin: false,
        canPublish: speaks !== false && speaks.sources.length > 0,
        canPublishSources: speaks ? speaks.sources.map((source) => sourceOf[source]) : [],
        canSubscribe: true,
        canPublishData: false,
        canUpdateOwnMetadata: false,
        canSubscribeMetrics: false,
        hidden: speaks === false,
        recorder: false,
        agent: false,
      });
      return token.toJwt();
    },

    /** Makes the call, or leaves it as it is when it exists. */
    createCall: (call: string) =>
      asked(() => patient.createRoom({ name: call, emptyTimeout: callSeconds, departureTimeout: callSeconds })),

    /** Ends the call for everybody in it. */
    deleteCall: (call: string) => asked(() => patient.deleteRoom(call)),

    /** Names of the calls the media server has, of those asked for. */
    calls,

    /**
     * Who is in the call, the hidden ones too, as the call itself says (`enable_psrpc_for_get_list_participants`).
     * `absent` when there is no such call: nobody would answer for it, so that is asked beside.
     */
    async participants(call: string): Promise<MediaAnswer<MediaParticipant[]>> {
      const present = asked(async () => (await quick.listParticipants(call)).map(plainParticipant));
      const known = await calls([call]);
      return known.ok && known.value.length === 0 ? { ok: false, reason: "absent" } : present;
    },

    /** Ends one participant. `absent` says the media server does not know it. */
    remove: (call: string, identity: string) => asked(() => quick.removeParticipant(call, identity)),

    /** Keeps one track back, or lifts that; `absent` when no such track is there. */
    setMuted: (call: string, identity: string, sid: string, isMuted: boolean) =>
      asked(() => quick.mutePublishedTrack(call, identity, sid, isMuted)),

    /** Gives or takes the right to publish; what is published without the right ends. */
    setPermission: (call: string, { identity, speaks }: Omit<MediaGrant, "call">) =>
      asked(() =>
        quick.updateParticipant(call, identity, {
          permission: {
            canPublish: speaks !== false && speaks.sources.length > 0,
            canPublishSources: speaks ? speaks.sources.map((source) => sourceOf[source]) : [],
            canSubscribe: true,
            canPublishData: false,
            canUpdateMetadata: false,
            canSubscribeMetrics: false,
            hidden: speaks === false,
          },
        }),
      ),

    /** True when a media server answers there and takes our secret. */
    isOurs: async (): Promise<boolean> => (await asked(() => quick.listRooms(["none"]))).ok,

    /** The event of a signed webhook whose signature covers exactly this body; null for any other. */
    async verifyWebhook(body: Buffer, authorization: string | undefined): Promise<MediaHint | null> {
      try {
        const claims = await verifier.verify(authorization ?? "", 5);
        const hash = createHash("sha256").update(body).digest();
        const claimed = Buffer.from(claims.sha256 ?? "", "base64");
        if (claimed.length !== hash.length || !timingSafeEqual(claimed, hash)) return null;
        const event = WebhookEvent.fromJsonString(body.toString("utf8"), { ignoreUnknownFields: true });
        if (!event.id || !event.event) return null;
        const at = Number(event.createdAt) * 1000;
        const { id, event: kind } = event;
        return { id, kind, at, call: event.room?.name ?? "", identity: event.participant?.identity ?? "" };
      } catch {
        return null;
      }
    },
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<MediaAnswer<T>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (!(error instanceof TwirpError)) return { ok: false, reason: "silent" };
    if (error.status === 404) return { ok: false, reason: "absent" };
    return { ok: false, reason: error.status >= 500 || error.status === 408 ? "silent" : "refused" };
  }
}

function plainParticipant({ identity, tracks }: ParticipantInfo): MediaParticipant {
  return {
    identity,
    tracks: tracks.map(({ sid, source, muted, encryption }) => ({
      sid,
      source: source === sourceOf.camera ? "camera" : source === sourceOf.microphone ? "microphone" : "other",
      isMuted: muted,
      isEncrypted: encryption !== 0,
    })),
  };
}
