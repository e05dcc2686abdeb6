import { secondsSince, useNow } from "#app/desk/now.ts";
import { clockText } from "#app/ui/countdown.tsx";

/** The time since a moment, as 16:18; it moves on by itself. */
export function Since({ at }: { at: string }) {
  const now = useNow();
  return (
    <time className="num" dateTime={at} suppressHydrationWarning>
      {clockText(secondsSince(at, now))}
    </time>
  );
}
