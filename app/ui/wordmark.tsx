type Props = { name: string; wordmark?: string | null; className?: string };

/** Of an SVG's text only its viewBox and the outlines are taken; anything else in it is left behind. */
function drawn(svg: string): { viewBox: string; paths: { d: string; isEvenOdd: boolean }[] } | null {
  const viewBox = /viewBox="([\d\s.,-]+)"/.exec(svg)?.[1];
  const paths = [...svg.matchAll(/<path\b([^>]*?)\sd="([\d\s.,a-zA-Z-]+)"/g)].map(([, before = "", d = ""]) => ({ d, isEvenOdd: before.includes('fill-rule="evenodd"') }));
  return viewBox && paths.length > 0 ? { viewBox, paths } : null;
}

/** The maison's wordmark in the ink of its place: drawn where the maison gave an SVG, else its name in the wordmark face. */
export function Wordmark({ name, wordmark, className = "" }: Props) {
  const mark = wordmark ? drawn(wordmark) : null;
  if (!mark) return <span className={`wordmark wordmark--set ${className}`.trim()}>{name}</span>;
  return (
    <svg className={`wordmark ${className}`.trim()} viewBox={mark.viewBox} role="img" aria-label={name}>
      {mark.paths.map((path) => (
        <path key={path.d} d={path.d} fillRule={path.isEvenOdd ? "evenodd" : undefined} />
      ))}
    </svg>
  );
}
