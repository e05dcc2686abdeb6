import type { OwnKey } from "#tests/demo/own-key.ts";
import type { Visitor } from "#tests/demo/visitor.ts";
import { wayOf } from "#tests/demo/visitor.ts";

/** The steps of a strict door that come after the code. Answers how handshakes are signed; undefined where no key is asked for. */
export async function takeSteps(visitor: Visitor, eventId: string, name: string, own: OwnKey): Promise<(() => Promise<string>) | undefined> {
  const entry = `/entry/${eventId}`;
  const text = await lookAt(visitor, entry);
  const version = text && /name="version"[^>]*value="(\d+)"/.exec(text)?.[1];
  const language = text && /name="language"[^>]*value="(\w+)"/.exec(text)?.[1];
  if (version && language) wayOf(await visitor.post(entry, { as: "event", version, language, read: "yes", name }), "signing");
  return (await lookAt(visitor, entry)) === null ? undefined : own.show(eventId);
}

/** A step's page; null when no step is left, and the page leads on. */
async function lookAt(visitor: Visitor, entry: string): Promise<string | null> {
  const page = await visitor.get(entry);
  const text = await page.text();
  if (page.status === 200) return text;
  wayOf(page, "the steps of the door");
  return null;
}
