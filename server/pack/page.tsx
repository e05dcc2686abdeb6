import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { languageNames } from "#contracts/languages.ts";
import type { PackFacts, ReceiptKept } from "#server/pack/facts.ts";
import type { GuestThere, Went } from "#server/pack/people.ts";
import type { RuleHeld } from "#server/pack/rules.ts";
import type { PackWords } from "#server/pack/words.ts";
import { openPackWords } from "#server/pack/words.ts";

interface Said {
  facts: PackFacts;
  words: PackWords;
}

const style = `@page{margin:18mm}*{box-sizing:border-box}
body{margin:0 auto;padding:40px 32px;max-width:900px;background:#fff;color:#1d1b18;font:15px/1.5 Georgia,"Times New Roman",serif}
h1{font-weight:400;font-size:34px;margin:0}h2{font-weight:400;font-size:22px;margin:36px 0 10px;break-after:avoid}h3{font-size:15px;margin:20px 0 6px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #ddd6c7}
th{font-weight:600}tr{break-inside:avoid}.soft{color:#5e584f}code,pre{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{margin:6px 0 14px;padding:10px 12px;border:1px solid #ddd6c7}.bad{color:#8a1f1f;font-weight:600}ul{margin:6px 0;padding-left:20px}`;

const order = ["admitted", "removed", "refused", "atDoor", "withdrawn", "absent"] as const satisfies Went[];
const seatOf = (seat: number | null): string => (seat === null ? "" : String(seat).padStart(4, "0"));
const numbered: ReadonlySet<string> = new Set(["browsers", "seats"]);

/** A cell of the profile in words. */
function cellOf({ rule, heldTo }: RuleHeld, { say, time }: PackWords): string {
  if (rule === "purge") return typeof heldTo === "string" ? time(heldTo) : say("cell.none");
  if (rule === "retention") return typeof heldTo === "number" ? say("cell.months", { count: heldTo }) : say("cell.asWished");
  if (numbered.has(rule)) return heldTo === null ? say("cell.any") : String(heldTo);
  const all = Array.isArray(heldTo) ? heldTo.map(String) : [String(heldTo)];
  return all.length === 0 ? say("cell.code_notAsked") : all.map((one) => say(`cell.${rule}_${one}`)).join(", ");
}

function Part({ words, name, children }: { words: PackWords; name: string; children: ReactNode }) {
  return (
    <section>
      <h2>{words.say(`section.${name}`)}</h2>
      {children}
    </section>
  );
}

function Rows({ words, heads, children }: { words: PackWords; heads: readonly string[]; children: ReactNode }) {
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

function Head({ facts, words }: Said) {
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

function Summary({ facts, words }: Said) {
  const { guests, agreements, drill } = facts;
  const counts = order.map((went) => [went, guests.filter((one) => one.went === went).length] as const);
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

function Rules({ facts, words }: Said) {
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

function Guests({ facts: { guests }, words }: Said) {
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
  const sorted = order.flatMap((went) => guests.filter((one) => one.went === went));
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

function Others({ facts: { staff, tablets }, words }: Said) {
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

function Agreements({ facts: { agreements, texts, guests, staff }, words }: Said) {
  const { say, time } = words;
  const names = new Map([...guests, ...staff].map(({ id, name }) => [id, name ?? id]));
  const nameOf = ({ name, guestId, staffId }: ReceiptKept) => name || (names.get(guestId ?? staffId ?? "") ?? guestId ?? staffId ?? "");
  return (
    <Part words={words} name="agreements">
      {texts.length === 0 ? <p>{say("noAgreement")}</p> : <p>{say("agreementsLede")}</p>}
      {agreements.length > 0 ? (
        <Rows words={words} heads={["who", "at", "receipt"]}>
          {agreements.map((one) => (
            <tr key={one.id}>
              <td>{nameOf(one)}</td>
              <td>{time(one.at)}</td>
              <td>{one.receipt ? <code>{one.receipt}</code> : say("declined")}</td>
            </tr>
          ))}
        </Rows>
      ) : null}
      {texts.map(({ version, language, sha256, body }) => (
        <div key={`${version} ${language}`}>
          <h3>{say("version", { version, language: languageNames[language] })}</h3>
          <code>sha256: {sha256}</code>
          <pre lang={language}>{body}</pre>
        </div>
      ))}
    </Part>
  );
}

function Page({ facts, words }: Said) {
  return (
    <html lang={words.lang}>
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{words.say("title")}</title>
        {/* as text React would escape it */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Head facts={facts} words={words} />
        <Summary facts={facts} words={words} />
        <Rules facts={facts} words={words} />
        <Guests facts={facts} words={words} />
        <Others facts={facts} words={words} />
        <Agreements facts={facts} words={words} />
        <Part words={words} name="verify">
          <p>{words.say("verifyText")}</p>
          <pre>{facts.publicKey}</pre>
          <p>{words.say("honest")}</p>
        </Part>
      </body>
    </html>
  );
}

/** The pack as a page to be read and printed: one HTML document that fetches nothing and runs nothing. */
export const packPage = (facts: PackFacts): string =>
  `<!doctype html>${renderToStaticMarkup(<Page facts={facts} words={openPackWords(facts.language, facts.event.purgedAt ? "UTC" : facts.event.zone)} />)}\n`;
