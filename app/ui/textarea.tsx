import type { TextareaHTMLAttributes } from "react";
import type { EntryLook } from "#app/ui/entry.tsx";
import { Entry } from "#app/ui/entry.tsx";

type Props = EntryLook & TextareaHTMLAttributes<HTMLTextAreaElement>;

/** Several lines to write in, with label, hint and errors. */
export function Textarea({ label, hint, errors, hideLabel, className, id, ...area }: Props) {
  return (
    <Entry id={id} label={label} hint={hint} errors={errors} hideLabel={hideLabel} className={className}>
      {(wiring) => <textarea {...area} {...wiring} className="field field--text" />}
    </Entry>
  );
}
