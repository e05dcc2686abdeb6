import { Secret, TOTP } from "otpauth";
import type { Visitor } from "#tests/demo/visitor.ts";

const words = (entity: string): string => entity.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** Sets an app of somebody who has just signed in, as confidential and sealed evenings ask of staff: the page's secret, a code, kept. */
export async function setApp(visitor: Visitor): Promise<void> {
  const page = await (await visitor.get("/studio/me/app")).text();
  const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(" ", "");
  const offered = /name="offered"[^>]*value="([^"]+)"/.exec(page)?.[1];
  if (!secret || !offered) throw new Error("the studio offered no app");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  // As the page's script sends it: the answer is the codes, with the browser's new cookie.
  const kept = await visitor.post("/studio/me/app.data", { offered: words(offered), code });
  if (kept.status >= 400) throw new Error(`setting an app: answered ${kept.status}`);
  await kept.text();
}
