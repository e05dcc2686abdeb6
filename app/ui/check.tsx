import type { InputHTMLAttributes, ReactNode } from "react";
import { useId } from "react";
import { EntryErrors } from "#app/ui/entry.tsx";

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & { children: ReactNode; errors?: readonly string[] };

/** A box to tick and the sentence one agrees to. */
export function Check({ children, errors = [], className, id, ...input }: Props) {
  const own = useId();
  const box = id ?? own;
  const wrong = errors.length > 0;
  return (
    <div className={className}>
      <label className="check">
        <input {...input} id={box} type="checkbox" aria-invalid={wrong || undefined} aria-describedby={wrong ? `${box}-error` : undefined} />
        <span>{children}</span>
      </label>
      <EntryErrors id={`${box}-error`} errors={errors} />
    </div>
  );
}
