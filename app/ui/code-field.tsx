import { useState } from "react";
import type { EntryLook } from "#app/ui/entry.tsx";
import { Entry } from "#app/ui/entry.tsx";
import { classes } from "#app/ui/classes.ts";

type Props = EntryLook & { id?: string; name: string; length: number; defaultValue?: string; look?: "touch" | "work"; autoFocus?: boolean; onType?: (typed: string) => void };

const signs = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
const grouped = (typed: string, size: number): string => signs(typed).match(new RegExp(`.{1,${size}}`, "g"))?.join(" ") ?? "";

/** A code to type or paste as it comes: in any case, with spaces or without; it stands in its groups by itself. */
export function CodeField({ name, length, defaultValue = "", look = "touch", autoFocus, onType, label, hint, errors, hideLabel, className, id }: Props) {
  const size = length % 3 === 0 ? 3 : 4;
  const [value, setValue] = useState(() => grouped(defaultValue, size));
  const typed = (box: HTMLInputElement) => {
    // Grouped only while somebody writes at the end: a caret in the middle stays where it is.
    const isAtEnd = box.selectionEnd === box.value.length;
    const next = isAtEnd ? grouped(signs(box.value).slice(0, length), size) : box.value.toUpperCase();
    setValue(next);
    onType?.(signs(next));
  };
  return (
    <Entry id={id} label={label} hint={hint} errors={errors} hideLabel={hideLabel} className={className}>
      {(wiring) => (
        <input
          {...wiring}
          name={name}
          value={value}
          onChange={(event) => typed(event.currentTarget)}
          className={classes("field field--code", look === "work" && "field--work")}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          required
          maxLength={40}
          // biome-ignore lint/a11y/noAutofocus: the one thing the page asks for
          autoFocus={autoFocus}
        />
      )}
    </Entry>
  );
}
