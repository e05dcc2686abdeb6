import type { Clock } from "#server/infra/clock.ts";
import { newToken } from "#server/infra/secrets.ts";

interface Kept<T> {
  owner: string;
  value: T;
  until: number;
}

/**
 * Things that are good once and shortly, in this process's memory: each is given to one owner under a random token and
 * taken by the same owner. Bounded: an owner's oldest makes way for the newest, and a full store gives nothing.
 */
export function openOnce<T>({ clock, lifeMs, perOwner, most }: { clock: Clock; lifeMs: number; perOwner: number; most: number }) {
  const kept = new Map<string, Kept<T>>(); // in the order of their end, since all live as long
  const owned = new Map<string, Set<string>>();

  function drop(token: string): void {
    const one = kept.get(token);
    if (!one) return;
    kept.delete(token);
    const tokens = owned.get(one.owner);
    tokens?.delete(token);
    if (tokens?.size === 0) owned.delete(one.owner);
  }
  function sweep(now: number): void {
    for (const [token, { until }] of kept) {
      if (until > now) return;
      drop(token);
    }
  }

  return {
    /** A token for what is kept; null while the store is full. */
    give(owner: string, value: T): string | null {
      const now = clock.now().getTime();
      sweep(now);
      const [oldest] = owned.get(owner) ?? [];
      if (oldest !== undefined && (owned.get(owner)?.size ?? 0) >= perOwner) drop(oldest);
      if (kept.size >= most) return null;
      const token = newToken();
      kept.set(token, { owner, value, until: now + lifeMs });
      const tokens = owned.get(owner) ?? new Set<string>();
      owned.set(owner, tokens.add(token));
      return token;
    },
    /** What was kept for this owner, once; null for anybody else's, an old one and a made-up one. */
    take(owner: string, token: string): T | null {
      const one = kept.get(token);
      if (!one || one.owner !== owner) return null;
      drop(token);
      return one.until > clock.now().getTime() ? one.value : null;
    },
    size: () => kept.size,
  };
}
