import { randomBytes } from "node:crypto";
import type { Visitor } from "#tests/demo/visitor.ts";
import { openVisitor, wayOf } from "#tests/demo/visitor.ts";

const desktop = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/537.36 Chrome/147.0 Safari/537.36";

/** Uses a staff member's one-time link: joins, or sets a new password; the browser is signed in after it. */
export async function signIn(origin: string, link: string, { name, email }: { name: string; email: string }): Promise<Visitor> {
  const visitor = openVisitor(origin, "en", desktop);
  const page = await visitor.get(link);
  await page.text();
  if (page.status !== 200) throw new Error(`a staff link answered ${page.status}`);
  const password = randomBytes(24).toString("base64url");
  wayOf(await visitor.post(link, { name, email, password }), "signing in");
  return visitor;
}
