import type { SelectHTMLAttributes } from "react";
import { classes } from "#app/ui/classes.ts";
import type { EntryLook } from "#app/ui/entry.tsx";
import { Entry } from "#app/ui/entry.tsx";

type Choice = { value: string; label: string; disabled?: boolean };
type Props = EntryLook & SelectHTMLAttributes<HTMLSelectElement> & { choices: readonly Choice[]; look?: "touch" | "work" };

/** The browser's own list to choose from, with label, hint and errors. */
export function Select({ label, hint, errors, hideLabel, className, id, choices, look = "touch", ...select }: Props) {
  return (
    <Entry id={id} label={label} hint={hint} errors={errors} hideLabel={hideLabel} className={className}>
      {(wiring) => (
        <select {...select} {...wiring} className={classes("field field--pick", look === "work" && "field--work")}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Entry>
  );
}
