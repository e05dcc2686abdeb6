import { gzipSync } from "node:zlib";
import { ClientInfo, ClientInfo_SDK, ConnectionSettings, JoinRequest, WrappedJoinRequest, WrappedJoinRequest_Compression } from "@livekit/protocol";
import type { PartialMessage } from "@bufbuild/protobuf";

/** A join request as clients write it. */
export function joinQuery(wish: PartialMessage<JoinRequest> = {}, isPacked = true): string {
  const bytes = new JoinRequest({
    clientInfo: new ClientInfo({ sdk: ClientInfo_SDK.JS, protocol: 16, version: "2.23.0" }),
    connectionSettings: new ConnectionSettings({ autoSubscribe: true }),
    ...wish,
  }).toBinary();
  const wrapped = isPacked
    ? new WrappedJoinRequest({ compression: WrappedJoinRequest_Compression.GZIP, joinRequest: gzipSync(bytes) })
    : new WrappedJoinRequest({ joinRequest: bytes });
  const base64 = Buffer.from(wrapped.toBinary()).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
  return `access_token=placeholder&join_request=${encodeURIComponent(base64)}`;
}
