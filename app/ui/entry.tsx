import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import type { ReactNode } from "react";
import { useId } from "react";
import { classes } from "#app/ui/classes.ts";
import { Icon } from "#app/ui/icon.tsx";

export type EntryLook = { label: ReactNode; hint?: ReactNode; errors?: readonly string[]; hideLabel?: boolean; className?: string };
type Wiring = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
type Props = EntryLook & { id?: string; children: (wiring: Wiring) => ReactNode };

/** What stands around a field: its label, a hint, the errors; all three are tied to the field by id. */
export function Entry({ id, label, hint, errors = [], hideLabel, className, children }: Props) {
  const own = useId();
  const field = id ?? own;
  const wrong = errors.length > 0;
  const told = classes(hint ? `${field}-hint` : "", wrong ? `${field}-error` : "");
  return (
    <div className={classes("entry", className)}>
      <label htmlFor={field} className={hideLabel ? "vh" : "entry__label"}>
        {label}
      </label>
      {children({ id: field, "aria-describedby": told || undefined, "aria-invalid": wrong || undefined })}
      {hint ? (
        <p id={`${field}-hint`} className="entry__hint">
          {hint}
        </p>
      ) : null}
      <EntryErrors id={`${field}-error`} errors={errors} />
    </div>
  );
}

/** The words against a field, spoken when they appear; nothing when there are none. */
export function EntryErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  if (errors.length === 0) return null;
  return (
    <div id={id} role="alert">
      {errors.map((error) => (
        <p key={error} className="entry__error">
          <Icon of={ProhibitIcon} size="small" />
          <span>{error}</span>
        </p>
      ))}
    </div>
  );
}
