import type { ReactNode } from "react";
import { classes } from "#app/ui/classes.ts";

/** The head of a column: a word, a word that is only spoken, the word over the last figures, or a control such as a box for all rows. */
type Head = string | { spoken: string } | { figure: string } | { control: ReactNode };

type Props = { heads: readonly Head[]; labelledBy?: string; className?: string; children: ReactNode };

/** Rows under heads; what is too wide scrolls in its own box. The children are its rows. */
export function Table({ heads, labelledBy, className, children }: Props) {
  return (
    <div className={classes("scroll relative", className)}>
      <table className="rows" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <HeadCell key={at} head={head} />
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function HeadCell({ head }: { head: Head }) {
  if (typeof head === "string") return <th scope="col">{head}</th>;
  if ("control" in head) return <td className="w-9 border-line-2!">{head.control}</td>;
  if ("figure" in head)
    return (
      <th scope="col" className="text-right! pr-0!">
        {head.figure}
      </th>
    );
  return (
    <th scope="col">
      <span className="vh">{head.spoken}</span>
    </th>
  );
}

/** The cell that says what its row is about. */
export function RowHead({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <th scope="row" className={classes("text-ink! border-line!", className)}>
      {children}
    </th>
  );
}
