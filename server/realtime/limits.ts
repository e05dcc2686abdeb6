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

/** The limits of one seat's socket: per command, and for packets of any kind. */
export function openLimits() {
  const buckets = new Map<CommandName, () => boolean>();
  const anything = bucket(packets);
  return {
    mayPass: (name: CommandName): boolean => {
      const mine = buckets.get(name) ?? bucket(byCommand[name] ?? otherwise);
      buckets.set(name, mine);
      return mine();
    },
    isFlood: (): boolean => !anything(),
  };
}
