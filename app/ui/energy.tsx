type Props = { values: readonly number[]; litFrom?: number; label?: string; className?: string };
const least = 0.08;

/**
 * Strokes like the minute track of a dial, oldest first; each value from 0 to 1. From `litFrom` on they are lit (default: the last third).
 * Silent unless `label` says in words what it shows.
 */
export function Energy({ values, litFrom = Math.floor(values.length * (2 / 3)), label, className = "" }: Props) {
  const step = values.length > 1 ? 992 / (values.length - 1) : 0;
  const told = label ? { role: "img", "aria-label": label } : { "aria-hidden": true };
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it is named by aria-label or silent
    <svg className={`energy ${className}`.trim()} viewBox="0 0 1000 100" preserveAspectRatio="none" {...told}>
      {values.map((value, at) => {
        const x = (4 + at * step).toFixed(1);
        const top = (100 - 100 * Math.min(1, Math.max(least, value))).toFixed(1);
        return <line key={at} className={at >= litFrom ? "on" : undefined} x1={x} x2={x} y1={top} y2="100" />;
      })}
    </svg>
  );
}
