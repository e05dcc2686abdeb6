import { useCallback } from "react";
import { useWords } from "#app/i18n/use-words.ts";

const named = {
  Control: "key.control",
  Shift: "key.shift",
  Escape: "key.escape",
  Enter: "key.enter",
  " ": "key.space",
  ArrowDown: "key.down",
} as const;
const hasName = (key: string): key is keyof typeof named => Object.hasOwn(named, key);

/**
 * How a key, or keys held together ("Shift+Escape", by the names browsers give them), are called on the keyboards of this
 * language: a named one by its word, any other by its capital letter.
 */
export function useKeyNames(): (of: string) => string {
  const t = useWords("common");
  return useCallback(
    (of) =>
      of
        .split("+")
        .map((key) => (hasName(key) ? t(named[key]) : key.toUpperCase()))
        .join(" "),
    [t],
  );
}

/** What does the same as the button it stands in, as it is written on the keyboard. */
export function Kbd({ of }: { of: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {useKeyNames()(of)}
    </span>
  );
}
