import { classes } from "#app/ui/classes.ts";

type Props = { value: number; label: string; strokes?: number; tall?: boolean };

/** A level from 0 to 1 as strokes; the uppermost tenth is warm, for what is too loud. */
export function Meter({ value, label, strokes = 36, tall = false }: Props) {
  const level = Math.min(1, Math.max(0, value));
  const lit = Math.round(level * strokes);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the browser's own meter cannot be drawn as strokes
    <div className={classes("meter", tall && "meter--tall")} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 100)}>
      {Array.from({ length: strokes }, (_, at) => (
        <i key={at} className={at >= lit ? undefined : at >= strokes * 0.9 ? "hot" : "on"} />
      ))}
    </div>
  );
}
