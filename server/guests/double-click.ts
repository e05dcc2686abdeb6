import type { Outcome } from "#contracts/outcome.ts";
import { digest } from "#server/infra/secrets.ts";

const rememberedMs = 10_000;

/**
 * Pressing Enter twice is pressing it once: a browser carries a number of its own since it saw the door, and within ten
 * seconds the same number at the same link gets the first answer again, cookie included. Kept in memory, by digest.
 */
export function openDoubleClicks<T, R extends string>() {
  const recent = new Map<string, Promise<Outcome<T, R>>>();
  return function once(number: string | null, invitationId: string, press: () => Promise<Outcome<T, R>>): Promise<Outcome<T, R>> {
    if (!number) return press();
    const key = `${Buffer.from(digest(number)).toString("base64url")} ${invitationId}`;
    const before = recent.get(key);
    if (before) return before;
    const pressed = press();
    recent.set(key, pressed);
    const forget = () => void recent.delete(key);
    pressed.then((outcome) => (outcome.ok ? setTimeout(forget, rememberedMs).unref() : forget()), forget);
    return pressed;
  };
}
