import { RateLimiterMemory } from "rate-limiter-flexible";

const hour = 60 * 60;

interface Patience {
  /** Failures within an hour that cost nothing. */
  free: number;
  /** The longest wait, in seconds. Waits double from one second. */
  longest: number;
}

/** Failures counted by key; beyond the free ones each is followed by a wait, twice as long as the one before. */
function openWaits({ free, longest }: Patience) {
  const failures = new RateLimiterMemory({ points: free, duration: hour });
  const waits = new RateLimiterMemory({ points: 1, duration: hour });
  return {
    isWaiting: async (key: string): Promise<boolean> => ((await waits.get(key))?.msBeforeNext ?? 0) > 0,
    async count(key: string): Promise<void> {
      const { consumedPoints = 0 } = await failures.penalty(key);
      if (consumedPoints >= free) await waits.block(key, Math.min(longest, 2 ** (consumedPoints - free)));
    },
    /** Takes one counted attempt back: it was none that failed. */
    uncount: async (key: string): Promise<void> => void (await failures.reward(key)),
    async forget(key: string): Promise<void> {
      await failures.delete(key);
      await waits.delete(key);
    },
  };
}

/**
 * How often sign-in may fail: by account, by network address, and apart from both by a browser that signed in to the
 * account before, so that strangers cannot keep a member of staff out. `knownLongest` is that browser's longest wait, in
 * seconds: what is short enough to be guessed in time, such as six digits, needs a long one.
 */
export function openSignInLimits({ knownLongest = 30 }: { knownLongest?: number } = {}) {
  const accounts = openWaits({ free: 5, longest: 15 * 60 });
  const addresses = openWaits({ free: 50, longest: 15 * 60 });
  const browsers = openWaits({ free: 10, longest: knownLongest });

  interface Who {
    account: string;
    address: string;
    knownBrowser: string | null;
  }

  async function take({ account, address, knownBrowser }: Who): Promise<{ right(): Promise<void> } | null> {
    if (knownBrowser !== null) {
      const key = `${knownBrowser}:${account}`;
      if (await browsers.isWaiting(key)) return null;
      await browsers.count(key);
      return { right: () => browsers.forget(key) };
    }
    if ((await accounts.isWaiting(account)) || (await addresses.isWaiting(address))) return null;
    await accounts.count(account);
    await addresses.count(address);
    return {
      async right() {
        await accounts.forget(account);
        await addresses.uncount(address);
      },
    };
  }

  let turn: Promise<unknown> = Promise.resolve();

  return {
    /**
     * Counts an attempt before the password is looked at, one after the other, so that attempts made at the same time
     * cannot pass together; null when it has to wait. `right` takes it back.
     */
    attempt(who: Who): ReturnType<typeof take> {
      const mine = turn.then(() => take(who));
      turn = mine;
      return mine;
    },
  };
}
