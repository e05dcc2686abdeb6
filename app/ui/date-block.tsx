import type { ReactNode } from "react";
import { When, WhenLabel } from "#app/ui/when.tsx";

interface Props {
  startsAt: string;
  zone: string;
  /** More about when, such as whether the doors are open. */
  about?: ReactNode;
  /** What stands beside it: its title, and the facts, the first of them large. */
  title: ReactNode;
  facts: readonly ReactNode[];
}

/** When it begins, in the reader's own time, and beside it where, or which place is kept. Its sheet is style/door.css. */
export function DateBlock({ startsAt, zone, about, title, facts }: Props) {
  return (
    <dl className="when">
      <div>
        <dt>
          <WhenLabel zone={zone} />
        </dt>
        <dd className="text-wrap">
          <When at={startsAt} zone={zone} />
        </dd>
        {about ? <dd>{about}</dd> : null}
      </div>
      <div>
        <dt>{title}</dt>
        {facts.map((fact, at) => (
          <dd key={at}>{fact}</dd>
        ))}
      </div>
    </dl>
  );
}
