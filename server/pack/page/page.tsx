import { renderToStaticMarkup } from "react-dom/server";
import type { PackFacts } from "#server/pack/facts.ts";
import { Agreements } from "#server/pack/page/agreements.tsx";
import { Head } from "#server/pack/page/head.tsx";
import type { Said } from "#server/pack/page/parts.tsx";
import { Part } from "#server/pack/page/parts.tsx";
import { Guests, Others } from "#server/pack/page/people.tsx";
import { Rules } from "#server/pack/page/rules.tsx";
import { Summary } from "#server/pack/page/summary.tsx";
import { openPackWords } from "#server/pack/words.ts";

const style = `@page{margin:18mm}*{box-sizing:border-box}
body{margin:0 auto;padding:40px 32px;max-width:900px;background:#fff;color:#1d1b18;font:15px/1.5 Georgia,"Times New Roman",serif}
h1{font-weight:400;font-size:34px;margin:0}h2{font-weight:400;font-size:22px;margin:36px 0 10px;break-after:avoid}h3{font-size:15px;margin:20px 0 6px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #ddd6c7}
th{font-weight:600}tr{break-inside:avoid}.soft{color:#5e584f}code,pre{font:12px/1.5 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{margin:6px 0 14px;padding:10px 12px;border:1px solid #ddd6c7}.bad{color:#8a1f1f;font-weight:600}ul{margin:6px 0;padding-left:20px}`;

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
