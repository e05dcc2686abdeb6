import type { CSSProperties } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Language } from "#contracts/languages.ts";
import type { LetterContent } from "#server/mail/content.ts";
import type { MarkPicture } from "#server/maison/maison.ts";

/** The maison's accents, on paper and by night, as hex colours; null: the house's own. */
export interface LetterColours {
  accent: string | null;
  accentNight: string | null;
}

/** What a letter says, already in its language. */
export interface LetterWords {
  lang: Language;
  maison: string;
  /** The maison's wordmark; without one its name stands in type. */
  mark?: MarkPicture | null;
  colours?: LetterColours;
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
const colour = { paper: "#FBF9F3", ground: "#F3EFE5", ink: "#1D1B18", soft: "#5E584F", line: "#DDD6C7", accent: "#1F4740", accentNight: "#BFDCCB", night: "#12201A" } as const;

const isHex = /^#[0-9a-f]{6}$/i;
const lightness = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
/** A key's ground and the ink that can be read on it: of light and dark the one with more contrast. */
function keyOf(accent: string | null | undefined, own: string): { ground: string; ink: string } {
  const ground = accent && isHex.test(accent) ? accent : own;
  return { ground, ink: (lightness(ground) + 0.05) ** 2 > (lightness(colour.paper) + 0.05) * (lightness(colour.night) + 0.05) ? colour.night : colour.paper };
}

// Mail programs that know the dark recolour by these classes; all others keep the inline ivory.
const nightOf = ({ ground, ink }: { ground: string; ink: string }) => `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.ground{background:#12110F!important}.paper{background:#1B1916!important;border-color:#37332C!important}
.ink{color:#F3EFE5!important}.soft{color:#BDB5A6!important}.line{border-color:#37332C!important}
.key{background:${ground}!important}.key a{color:${ink}!important}.mark-day{display:none!important}.mark-night{display:block!important}}`;

/** What the wordmark's two pictures are called inside a letter; the same in each, so that nothing can be told from it. */
const marks = { day: "mark-day@letter", night: "mark-night@letter" } as const;

// Longhands in one order: some mail programs drop the `font` shorthand.
const text = (size: number, more: CSSProperties = {}): CSSProperties => ({ margin: 0, fontFamily: sans, fontSize: size, lineHeight: 1.55, color: colour.ink, ...more });
const fine = text(13, { fontFamily: "ui-monospace, Menlo, Consolas, monospace", wordBreak: "break-all", whiteSpace: "pre-wrap" });
const named: CSSProperties = { fontFamily: serif, letterSpacing: "0.14em" };
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
        <style dangerouslySetInnerHTML={{ __html: nightOf(keyOf(words.colours?.accentNight, colour.accentNight)) }} />
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
                        {words.mark ? <Mark mark={words.mark} name={words.maison} /> : <p className="ink" style={text(17, named)}>{words.maison}</p>}
                      </td>
                    </tr>
                    <tr>
                      <td style={{ padding: "36px 32px 32px" }}>
                        <h1 className="ink" style={text(34, { fontFamily: serif, fontWeight: 300, lineHeight: 1.15 })}>{words.title}</h1>
                        <p className="ink" style={text(16, { marginTop: 24 })}>{words.greeting}</p>
                        <p className="ink" style={text(16, { marginTop: 12 })}>{words.lead}</p>
                        <Facts facts={words.facts} />
                        {words.way ? <Key {...words.way} look={keyOf(words.colours?.accent, colour.accent)} /> : null}
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

/** The wordmark for paper and for the night; a mail program that shows no pictures shows the name as it would stand without one. */
function Mark({ mark: { width, height }, name }: { mark: MarkPicture; name: string }) {
  const size = { width, height };
  const look = (display: "block" | "none"): CSSProperties => text(17, { ...named, display, width, height, margin: "0 auto", border: 0, lineHeight: `${height}px` });
  return (
    <>
      <img {...size} alt={name} src={`cid:${marks.day}`} className="ink mark-day" style={look("block")} />
      <img {...size} alt={name} src={`cid:${marks.night}`} className="ink mark-night" style={look("none")} />
    </>
  );
}

function Key({ button, link, look }: { button: string; link: string; look: { ground: string; ink: string } }) {
  return (
    <table {...table} style={{ marginTop: 28 }}>
      <tbody>
        <tr>
          <td className="key" style={{ background: look.ground, borderRadius: 2 }}>
            <a href={link} style={text(16, { display: "inline-block", padding: "15px 28px", fontWeight: 500, lineHeight: 1.2, color: look.ink, textDecoration: "none" })}>
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

/** The pictures a letter carries along; nothing in it is fetched from anywhere. */
export const picturesOf = ({ mark }: Pick<LetterWords, "mark">): LetterContent["pictures"] =>
  mark ? (["day", "night"] as const).map((light) => ({ cid: marks[light], base64: mark[light].toString("base64") })) : [];

/** The same letter as plain text. */
export function undress(words: LetterWords): string {
  const { way } = words;
  const facts = words.facts.map(({ name, value, note, isFine }) => [`${name}:${isFine ? "\n" : " "}${value}`, note].filter(Boolean).join("\n"));
  const link = way && `${way.button}:\n${way.link}`;
  return `${[words.greeting, words.lead, facts.join("\n"), link, words.own, words.maison].filter(Boolean).join("\n\n")}\n`;
}
