import type { Said } from "#server/pack/page/parts.tsx";
import { Part, Rows } from "#server/pack/page/parts.tsx";
import type { GuestThere } from "#server/pack/people.ts";
import { ways } from "#server/pack/people.ts";

const seatOf = (seat: number | null): string => (seat === null ? "" : String(seat).padStart(4, "0"));

/** Every guest by how it went, with their times and what else is to be known. */
export function Guests({ facts: { guests }, words }: Said) {
  const { say, time } = words;
  const names = new Map(guests.map(({ id, name }) => [id, name ?? id]));
  const notes = (one: GuestThere): string =>
    [
      one.kind === "speaker" ? say("note.speaker") : "",
      one.broughtBy ? say("note.brought", { name: names.get(one.broughtBy) ?? one.broughtBy }) : "",
      one.key ? say(`note.${one.key}`) : "",
      one.places > 1 ? say("note.places", { count: one.places }) : "",
      one.codesVoided > 0 ? say("note.voided", { count: one.codesVoided }) : "",
    ]
      .filter(Boolean)
      .join("; ");
  const sorted = ways.flatMap((went) => guests.filter((one) => one.went === went));
  return (
    <Part words={words} name="guests">
      {sorted.length === 0 ? <p>{say("nobody")}</p> : null}
      <Rows words={words} heads={["seat", "guest", "how", "came", "left", "notes"]}>
        {sorted.map((one) => (
          <tr key={one.id}>
            <td>{seatOf(one.seat)}</td>
            <td>{one.name ?? <code>{one.id}</code>}</td>
            <td>{say(`went.${one.went}`)}</td>
            <td>{time(one.enteredAt)}</td>
            <td>{time(one.removedAt ?? one.leftAt)}</td>
            <td>{notes(one)}</td>
          </tr>
        ))}
      </Rows>
    </Part>
  );
}

/** The staff who took a place, and the boutiques' tablets; nothing where there were none. */
export function Others({ facts: { staff, tablets }, words }: Said) {
  const { say, time } = words;
  return (
    <>
      {staff.length > 0 ? (
        <Part words={words} name="staff">
          <Rows words={words} heads={["who", "came"]}>
            {staff.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td>{time(one.firstAt)}</td>
              </tr>
            ))}
          </Rows>
        </Part>
      ) : null}
      {tablets.length > 0 ? (
        <Part words={words} name="tablets">
          <Rows words={words} heads={["boutique", "paired", "notes"]}>
            {tablets.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.boutique}, {one.number}
                </td>
                <td>{time(one.pairedAt)}</td>
                <td>{one.revokedAt ? `${say("note.revoked")} ${time(one.revokedAt)}` : null}</td>
              </tr>
            ))}
          </Rows>
        </Part>
      ) : null}
    </>
  );
}
