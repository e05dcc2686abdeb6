import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { languages } from "#contracts/languages.ts";

type Words = Map<string, string>;
const plural = /_(zero|one|two|few|many|other)$/;
const files = (folder: string, end: RegExp): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && end.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));

function leaves(value: unknown, at = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[at, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, at ? `${at}.${key}` : key));
}

function read(lang: string, namespace: string): Words {
  const found = leaves(JSON.parse(readFileSync(`words/${lang}/${namespace}.json`, "utf8")));
  return new Map(found.map(([key, value]) => [key, typeof value === "string" ? value : ""]));
}

const namespacesOf = (lang: string) => readdirSync(`words/${lang}`).map((file) => path.basename(file, ".json")).sort();
const namespaces = namespacesOf("en");
const bases = (words: Words) => [...new Set([...words.keys()].map((key) => key.replace(plural, "")))].sort();
const holes = (text: string) => [...text.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}|<\/?(\w+)\s*\/?>/g)].map((match) => match[1] ?? `<${match[2]}>`);
const holesByBase = (words: Words) => {
  const all = new Map<string, Set<string>>();
  for (const [key, text] of words) {
    const base = key.replace(plural, "");
    all.set(base, new Set([...(all.get(base) ?? []), ...holes(text)]));
  }
  return Object.fromEntries([...all].map(([base, names]) => [base, [...names].sort()]));
};

describe.each(languages)("the words in %s", (lang) => {
  test("every catalogue is there", () => {
    expect(namespacesOf(lang)).toEqual(namespaces);
  });

  test.each(namespaces)("%s has the keys of the English", (namespace) => {
    expect(bases(read(lang, namespace))).toEqual(bases(read("en", namespace)));
  });

  test.each(namespaces)("%s has the same values to fill in", (namespace) => {
    expect(holesByBase(read(lang, namespace))).toEqual(holesByBase(read("en", namespace)));
  });

  test.each(namespaces)("%s is written out, calmly", (namespace) => {
    const words = [...read(lang, namespace)];
    expect(words.filter(([, text]) => text.trim() === "")).toEqual([]);
    expect(words.filter(([, text]) => /[!¡]|\p{Extended_Pictographic}/u.test(text))).toEqual([]);
  });

  test.each(namespaces)("%s is set as its language sets it", (namespace) => {
    const wrong = lang === "fr" ? /['"]| [;:?»]|« / : /['"]/; // French keeps ; : ? and « » from breaking off: U+202F, U+00A0
    expect([...read(lang, namespace)].filter(([, text]) => wrong.test(text))).toEqual([]);
  });

  test.each(namespaces)("%s has one and other wherever it counts", (namespace) => {
    const words = read(lang, namespace);
    const counted = [...words.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, ""));
    expect(counted.filter((base) => !words.has(`${base}_one`) || !words.has(`${base}_other`))).toEqual([]);
  });
});

type Spoken = { file: string; namespace: string; key: string; isPrefix: boolean };

/** Every key a source names: calls of a voice bound by `const t = useWords("door")`, `titled(matches, "door", "title")`, and `<Trans ns i18nKey>`. */
function spokenIn(file: string): Spoken[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Spoken[] = [];
  const text = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);
  const add = (namespace: string, node: ts.Node | undefined): void => {
    const key = text(node);
    if (key !== undefined) found.push({ file, namespace, key, isPrefix: false });
    else if (node && ts.isTemplateExpression(node)) found.push({ file, namespace, key: node.head.text, isPrefix: true });
    else if (node && (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))) add(namespace, node.expression);
    else if (node && ts.isConditionalExpression(node)) {
      add(namespace, node.whenTrue);
      add(namespace, node.whenFalse);
    }
  };
  const attribute = (node: ts.JsxOpeningLikeElement, name: string) => {
    const one = node.attributes.properties.find((each) => ts.isJsxAttribute(each) && each.name.getText() === name);
    return one && ts.isJsxAttribute(one) ? one.initializer : undefined;
  };
  const visit = (node: ts.Node, bound: ReadonlyMap<string, string>): void => {
    let here = bound;
    if (ts.isBlock(node) || ts.isSourceFile(node)) {
      const own = node.statements.filter(ts.isVariableStatement).flatMap((statement) => statement.declarationList.declarations);
      const voices = own.flatMap(({ name, initializer: made }) => {
        const isVoice = made && ts.isCallExpression(made) && made.expression.getText() === "useWords";
        const namespace = isVoice ? text(made.arguments[0]) : undefined;
        return namespace ? [[name.getText(), namespace] as const] : [];
      });
      if (voices.length > 0) here = new Map([...bound, ...voices]);
    }
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText();
      const namespace = here.get(called);
      if (namespace) add(namespace, node.arguments[0]);
      if (called === "titled") add(text(node.arguments[1]) ?? "?", node.arguments[2]);
    }
    if ((ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) && node.tagName.getText() === "Trans") {
      add(text(attribute(node, "ns")) ?? "common", attribute(node, "i18nKey"));
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(source, new Map());
  return found;
}

/** What no keyboard says otherwise in its language, so that it cannot be an ordinary word. */
const curtainKeys = { en: "Shift Esc", it: "Maiusc Esc", fr: "Maj Échap", de: "Umschalt Esc" };
const keyNames = /(?<!\p{L})(Shift|Umschalt|Maiusc|Maj|Esc|Échap|Ctrl|Strg)(?!\p{L})/u;

describe.each(languages)("the names of keys in %s", (lang) => {
  test("are written in one place; whatever speaks of a key takes its name from there", () => {
    const written = namespaces.flatMap((namespace) => [...read(lang, namespace)].map(([key, text]) => ({ at: `${namespace}.${key}`, text })));
    expect(written.filter(({ at, text }) => !at.startsWith("common.key.") && keyNames.test(text))).toEqual([]);
    const names = read(lang, "common");
    expect(`${names.get("key.shift")} ${names.get("key.escape")}`).toBe(curtainKeys[lang]);
    const taken = written.flatMap(({ text }) => [...text.matchAll(/\$t\((.*?)\)/g)].map(([, name = ""]) => name));
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((name) => !name.startsWith("common:key.") || !names.has(name.slice("common:".length)))).toEqual([]);
  });
});

describe("the words the screens speak", () => {
  const spoken = files("app", /\.tsx?$/).flatMap(spokenIn);

  test("are found at all", () => {
    expect(spoken.length).toBeGreaterThan(10);
  });

  test("stand in the catalogue", () => {
    const missing = spoken.filter(({ namespace, key, isPrefix }) => {
      if (!namespaces.includes(namespace)) return true;
      const keys = bases(read("en", namespace));
      return isPrefix ? !keys.some((one) => one.startsWith(key)) : !keys.includes(key);
    });
    expect(missing).toEqual([]);
  });
});
