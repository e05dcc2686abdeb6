import type { ReactNode } from "react";
import { useId } from "react";
import { classes } from "#app/ui/classes.ts";
import { EntryErrors } from "#app/ui/entry.tsx";

type Choice = { value: string; label: ReactNode; disabled?: boolean };
type Props = {
  legend: ReactNode;
  name: string;
  choices: readonly Choice[];
  value?: string;
  defaultValue?: string;
  onChoose?: (value: string) => void;
  errors?: readonly string[];
  look?: "touch" | "work";
  hideLegend?: boolean;
  className?: string;
};

/** One of a few, side by side; real radio buttons, so the arrow keys and a plain form know them. */
export function Segmented({ legend, name, choices, value, defaultValue, onChoose, errors = [], look = "touch", hideLegend, className }: Props) {
  const id = useId();
  return (
    <fieldset className={classes("entry", className)} aria-describedby={errors.length > 0 ? `${id}-error` : undefined}>
      <legend className={hideLegend ? "vh" : "entry__label"}>{legend}</legend>
      <div className={classes("seg", look === "work" && "seg--work")}>
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              disabled={choice.disabled}
              checked={value === undefined ? undefined : value === choice.value}
              defaultChecked={value === undefined ? defaultValue === choice.value : undefined}
              onChange={() => onChoose?.(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      <EntryErrors id={`${id}-error`} errors={errors} />
    </fieldset>
  );
}
