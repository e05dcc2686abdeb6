import type { Said } from "#server/pack/page/parts.tsx";

/** What the pack is, and of which event. */
export function Head({ facts, words }: Said) {
  const { event } = facts;
  const { say, time } = words;
  const lines: [string, string | null][] = [
    ["name", event.title],
    ["codeName", event.codeName],
    ["level", say(`cell.level_${event.level}`)],
    ["starts", time(event.startsAt)],
    ["doors", event.doorsAt && time(event.doorsAt)],
    ["live", event.liveAt && time(event.liveAt)],
    ["revealed", event.revealedAt && time(event.revealedAt)],
    ["ended", event.endedAt && time(event.endedAt)],
    ["id", event.id],
  ];
  return (
    <>
      <p className="soft">{facts.maison}</p>
      <h1>{say("title")}</h1>
      <p>{say("lede", { maison: facts.maison })}</p>
      <p className="soft">
        {say("made", { at: time(facts.madeAt), name: facts.madeBy, zone: words.zone })} {say(event.purgedAt ? "forgotten" : "secret", { at: time(event.purgedAt) })}
      </p>
      <table>
        <tbody>
          {lines.map(([name, value]) =>
            value ? (
              <tr key={name}>
                <th scope="row">{say(`event.${name}`)}</th>
                <td>{name === "id" ? <code>{value}</code> : value}</td>
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </>
  );
}
