import type { Said } from "#server/pack/page/parts.tsx";
import { Part } from "#server/pack/page/parts.tsx";
import { ways } from "#server/pack/people.ts";

/** How it went, in a few lines: how many came, whether the record is whole, whether a drill ran. */
export function Summary({ facts, words }: Said) {
  const { guests, agreements, drill } = facts;
  const counts = ways.map((went) => [went, guests.filter((one) => one.went === went).length] as const);
  return (
    <Part words={words} name="summary">
      <ul>
        {counts.map(([went, count]) => (count > 0 ? <li key={went}>{words.say(`count.${went}`, { count })}</li> : null))}
        {agreements.length > 0 ? <li>{words.say("count.signed", { count: agreements.filter(({ kind }) => kind === "signed").length })}</li> : null}
      </ul>
      <Chain facts={facts} words={words} />
      <p>{drill ? words.say("drillRan", { at: words.time(drill.startedAt), tried: drill.tried, found: drill.found }) : words.say("drillNone")}</p>
    </Part>
  );
}

function Chain({ facts: { record }, words: { say, time } }: Said) {
  const { broken, restored, entries, protectedUpTo, protectedAt } = record;
  return (
    <>
      {broken ? <p className="bad">{say("broken", { seq: broken.at, after: broken.after })}</p> : <p>{say("whole", { count: entries })}</p>}
      <p>
        {protectedUpTo > 0 ? say("protected", { seq: protectedUpTo, at: time(protectedAt) }) : say("unanchored")} {say(`place.${record.place}`)}
      </p>
      {restored.map(({ at, to, lost }) => (
        <p key={at} className="bad">
          {say("restored", { at: time(at), to, lost })}
        </p>
      ))}
    </>
  );
}
