import type { CSSProperties } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Language } from "#contracts/languages.ts";

/** What a letter says, already in its language. */
export interface LetterWords {
  lang: Language;
  maison: string;
  preview: string;
  greeting: string;
  title: string;
  lead: string;
  /** `isFine`: signs to be compared rather than read, in small type and as they are. */
  facts: { name: string; value: string; note?: string; isFine?: boolean }[];
  own: string;
  /** Where the letter leads; null for one that only tells. */
  way: { button: string; plainLink: string; link: string } | null;
}

const serif = "'Newsreader', 'Iowan Old Style', Georgia, 'Times New Roman', serif";
const sans = "'Hanken Grotesk', 'Helvetica Neue', Helvetica, Arial, sans-serif";
const colour = { paper: "#FBF9F3", ground: "#F3EFE5", ink: "#1D1B18", soft: "#5E584F", line: "#DDD6C7", accent: "#1F4740" } as const;

// Mail programs that know the dark recolour by these classes; all others keep the inline ivory.
const night = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.ground{background:#12110F!important}.paper{background:#1B1916!important;border-color:#37332C!important}
.ink{color:#F3EFE5!important}.soft{color:#BDB5A6!important}.line{border-color:#37332C!important}
.key{background:#BFDCCB!important}.key a{color:#12201A!important}}`;

// Longhands in one order: some mail programs drop the `font` shorthand.
const text = (size: number, more: CSSProperties = {}): CSSProperties => ({ margin: 0, fontFamily: sans, fontSize: size, lineHeight: 1.55, color: colour.ink, ...more });
const fine = text(13, { fontFamily: "ui-monospace, Menlo, Consolas, monospace", wordBreak: "break-all", whiteSpace: "pre-wrap" });
const table = { role: "presentation", cellPadding: 0, cellSpacing: 0, border: 0 } as const;

function Page(words: LetterWords) {
  return (
    <html lang={words.lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{words.maison}</title>
        {/* as text React would escape it */}
        <style dangerouslySetInnerHTML={{ __html: night }} />
      </head>
      <body className="ground" style={{ margin: 0, padding: 0, background: colour.ground }}>
        <div style={{ display: "none", maxHeight: 0, overflow: "hidden" }}>{words.preview}</div>
        <table {...table} width="100%" className="ground" style={{ background: colour.ground }}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: "32px 12px" }}>
                <table {...table} width="100%" className="paper" style={{ maxWidth: 560, background: colour.paper, border: `1px solid ${colour.line}` }}>
                  <tbody>
                    <tr>
                      <td className="line" align="center" style={{ padding: "28px 32px 24px", borderBottom: `1px solid ${colour.line}` }}>
                        <p className="ink" style={text(17, { fontFamily: serif, letterSpacing: "0.14em" })}>{words.maison}</p>
                      </td>
                    </tr>
                    <tr>
                      <td style={{ padding: "36px 32px 32px" }}>
                        <h1 className="ink" style={text(34, { fontFamily: serif, fontWeight: 300, lineHeight: 1.15 })}>{words.title}</h1>
                        <p className="ink" style={text(16, { marginTop: 24 })}>{words.greeting}</p>
                        <p className="ink" style={text(16, { marginTop: 12 })}>{words.lead}</p>
                        <Facts facts={words.facts} />
                        {words.way ? <Key {...words.way} /> : null}
                        <p className="soft" style={text(14, { marginTop: 24, color: colour.soft })}>{words.own}</p>
                        {words.way ? (
                          <>
                            <p className="soft" style={text(13, { marginTop: 24, color: colour.soft })}>{words.way.plainLink}</p>
                            <p className="soft" style={text(13, { marginTop: 4, color: colour.soft, wordBreak: "break-all" })}>{words.way.link}</p>
                          </>
                        ) : null}
                      </td>
                    </tr>
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  );
}

function Key({ button, link }: { button: string; link: string }) {
  return (
    <table {...table} style={{ marginTop: 28 }}>
      <tbody>
        <tr>
          <td className="key" style={{ background: colour.accent, borderRadius: 2 }}>
            <a href={link} style={text(16, { display: "inline-block", padding: "15px 28px", fontWeight: 500, lineHeight: 1.2, color: colour.paper, textDecoration: "none" })}>
              {button}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Facts({ facts }: Pick<LetterWords, "facts">) {
  if (facts.length === 0) return null;
  return (
    <table {...table} width="100%" style={{ marginTop: 24 }}>
      <tbody>
        {facts.map(({ name, value, note, isFine }) => (
          <tr key={name}>
            <td className="line" style={{ padding: "12px 0", borderTop: `1px solid ${colour.line}` }}>
              <p className="soft" style={text(13, { color: colour.soft })}>{name}</p>
              <p className="ink" style={isFine ? fine : text(18, { fontFamily: serif, lineHeight: 1.35 })}>{value}</p>
              {note ? <p className="soft" style={text(13, { color: colour.soft })}>{note}</p> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The letter in the maison's dress: one HTML document of tables and inline styles, with nothing fetched and nothing counted. */
export const dress = (words: LetterWords): string => `<!doctype html>${renderToStaticMarkup(<Page {...words} />)}`;

/** The same letter as plain text. */
export function undress(words: LetterWords): string {
  const { way } = words;
  const facts = words.facts.map(({ name, value, note, isFine }) => [`${name}:${isFine ? "\n" : " "}${value}`, note].filter(Boolean).join("\n"));
  const link = way && `${way.button}:\n${way.link}`;
  return `${[words.greeting, words.lead, facts.join("\n"), link, words.own, words.maison].filter(Boolean).join("\n\n")}\n`;
}
