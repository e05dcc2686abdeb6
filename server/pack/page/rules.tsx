import type { Said } from "#server/pack/page/parts.tsx";
import { Part, Rows } from "#server/pack/page/parts.tsx";
import type { RuleHeld } from "#server/pack/rules.ts";
import type { PackWords } from "#server/pack/words.ts";

/** Rules whose measure is a number, or none. */
const numbered: ReadonlySet<string> = new Set(["browsers", "seats"]);

/** A cell of the profile in words. */
function cellOf({ rule, heldTo }: RuleHeld, { say, time }: PackWords): string {
  if (rule === "purge") return typeof heldTo === "string" ? time(heldTo) : say("cell.none");
  if (rule === "retention") return typeof heldTo === "number" ? say("cell.months", { count: heldTo }) : say("cell.asWished");
  if (numbered.has(rule)) return heldTo === null ? say("cell.any") : String(heldTo);
  const all = Array.isArray(heldTo) ? heldTo.map(String) : [String(heldTo)];
  return all.length === 0 ? say("cell.code_notAsked") : all.map((one) => say(`cell.${rule}_${one}`)).join(", ");
}

/** The rules the event was held to, with what its record tells of each, and how its level changed. */
export function Rules({ facts, words }: Said) {
  return (
    <Part words={words} name="rules">
      <p>
        {words.say("rulesLede")} {facts.event.purgedAt ? words.say("forgottenRules") : null}
      </p>
      <Rows words={words} heads={["rule", "heldTo", "told"]}>
        {facts.rules.map((one) => (
          <tr key={one.rule}>
            <th scope="row">{words.say(`rule.${one.rule}`)}</th>
            <td>{cellOf(one, words)}</td>
            <td>{Object.entries(one.told).map(([act, count]) => `${words.act(act)}: ${count}`).join("; ")}</td>
          </tr>
        ))}
      </Rows>
      {facts.levels.map(({ at, to, by }) => (
        <p key={at}>{words.say(by, { at: words.time(at), level: words.say(`cell.level_${to}`) })}</p>
      ))}
    </Part>
  );
}
