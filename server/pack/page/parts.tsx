import type { ReactNode } from "react";
import type { PackFacts } from "#server/pack/facts.ts";
import type { PackWords } from "#server/pack/words.ts";

/** What every part of the page is written from. */
export interface Said {
  facts: PackFacts;
  words: PackWords;
}

/** A part of the page under its heading. */
export function Part({ words, name, children }: { words: PackWords; name: string; children: ReactNode }) {
  return (
    <section>
      <h2>{words.say(`section.${name}`)}</h2>
      {children}
    </section>
  );
}

/** A table with its heads; the rows are its children. */
export function Rows({ words, heads, children }: { words: PackWords; heads: readonly string[]; children: ReactNode }) {
  return (
    <table>
      <thead>
        <tr>
          {heads.map((one) => (
            <th key={one} scope="col">
              {words.say(`head.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
