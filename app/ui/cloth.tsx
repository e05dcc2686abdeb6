/** The closed cloth with the slit of light; it fills its positioned parent and only ever means that something is kept. */
export function Cloth({ slit = true }: { slit?: boolean }) {
  return (
    <div className="drapes" aria-hidden="true">
      <div className="drapes__half drapes__half--l cloth cloth--narrow" />
      <div className="drapes__half drapes__half--r cloth cloth--narrow" />
      {slit ? <div className="drapes__spill" /> : null}
      {slit ? <div className="drapes__slit" /> : null}
    </div>
  );
}
