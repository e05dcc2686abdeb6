import type { InputHTMLAttributes } from "react";
import { classes } from "#app/ui/classes.ts";
import type { EntryLook } from "#app/ui/entry.tsx";
import { Entry } from "#app/ui/entry.tsx";

type Props = EntryLook & InputHTMLAttributes<HTMLInputElement> & { size?: never; look?: "touch" | "work" };

/** A line to write in, with its label, hint and errors. Takes what conform's `getInputProps` gives; `errors` are visible words. */
export function Field({ label, hint, errors, hideLabel, className, id, look = "touch", ...input }: Props) {
  return (
    <Entry id={id} label={label} hint={hint} errors={errors} hideLabel={hideLabel} className={className}>
      {(wiring) => <input {...input} {...wiring} className={classes("field", look === "work" && "field--work")} />}
    </Entry>
  );
}
