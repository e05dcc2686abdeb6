import { inGroups } from "#contracts/codes.ts";

/** A code in its groups, spelled sign by sign to whoever hears it. */
export function Spelled({ code }: { code: string }) {
  return (
    <>
      <span aria-hidden="true">{inGroups(code)}</span>
      <span className="vh">{[...code].join(" ")}</span>
    </>
  );
}
