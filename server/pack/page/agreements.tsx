import { languageNames } from "#contracts/languages.ts";
import type { ReceiptKept } from "#server/pack/facts.ts";
import type { Said } from "#server/pack/page/parts.tsx";
import { Part, Rows } from "#server/pack/page/parts.tsx";

/** What was agreed to: each receipt as it was signed, and the texts it speaks of. */
export function Agreements({ facts: { agreements, texts, guests, staff }, words }: Said) {
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
