import { encode } from "uqr";

const runs = (row: readonly boolean[], y: number) => {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    path += `M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`;
  }
  return path;
};

/** A text as a QR drawing, dark on light in every light of the house, with the quiet border scanners need; `quiet` is its width in modules, 0 where the paper around does it. */
export function Qr({ text, label, quiet = 4, className = "" }: { text: string; label: string; quiet?: number; className?: string }) {
  const { data, size } = encode(text, { ecc: "M", border: quiet });
  return (
    <svg className={`qr ${className}`.trim()} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <path fill="currentColor" d={data.map(runs).join("")} />
    </svg>
  );
}
