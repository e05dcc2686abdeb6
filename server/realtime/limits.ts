import type { CommandName } from "#contracts/commands.ts";
import { chatPerTenSeconds } from "#contracts/chat-limits.ts";
import { reactionsPerSecond } from "#contracts/reaction-signs.ts";

interface Rate {
  /** Commands at once. */
  burst: number;
  /** Commands a second, in the long run. */
  perSecond: number;
}

const byCommand: Partial<Record<CommandName, Rate>> = {
  "reaction.send": { burst: reactionsPerSecond * 2, perSecond: reactionsPerSecond },
  "chat.post": { burst: chatPerTenSeconds, perSecond: chatPerTenSeconds / 10 },
  "people.ask": { burst: 3, perSecond: 0.2 },
  "call.ticket": { burst: 5, perSecond: 0.5 },
};
const otherwise: Rate = { burst: 20, perSecond: 5 };
/** Packets of any kind from one socket: above this it is a flood, and the socket is closed. */
const packets: Rate = { burst: 120, perSecond: 40 };

/** A token bucket on a clock in milliseconds. */
function bucket({ burst, perSecond }: Rate) {
  let tokens = burst;
  let at = performance.now();
  return (): boolean => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * perSecond);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** A browser is remembered so long after its last socket, in milliseconds: by then every allowance is whole again. */
const rememberedMs = 60_000;

interface Kept {
  buckets: Map<CommandName, () => boolean>;
  sockets: number;
  forgetting: NodeJS.Timeout | null;
}

/** The limits of sockets: per command for one browser at one event, however many tabs and connections; and for packets of any kind, by socket. */
export function openAllowances() {
  const kept = new Map<string, Kept>();
  return {
    /** The limits of a new socket of a browser; `left` when it has gone. */
    of(browser: string) {
      const mine: Kept = kept.get(browser) ?? { buckets: new Map(), sockets: 0, forgetting: null };
      kept.set(browser, mine);
      mine.sockets += 1;
      if (mine.forgetting) clearTimeout(mine.forgetting);
      const anything = bucket(packets);
      return {
        mayPass(name: CommandName): boolean {
          const one = mine.buckets.get(name) ?? bucket(byCommand[name] ?? otherwise);
          mine.buckets.set(name, one);
          return one();
        },
        isFlood: (): boolean => !anything(),
        left(): void {
          mine.sockets -= 1;
          if (mine.sockets > 0) return;
          mine.forgetting = setTimeout(() => void (mine.sockets === 0 && kept.delete(browser)), rememberedMs);
          mine.forgetting.unref();
        },
      };
    },
    size: () => kept.size,
  };
}
