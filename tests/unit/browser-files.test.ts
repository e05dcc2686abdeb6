import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import * as cast from "#prisma/cast.ts";

const client = "build/client";
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []));

let texts: Map<string, string>;
beforeAll(() => {
  if (!existsSync(client)) throw new Error("The pages are not built: node tools/build.mjs");
  const texty = /\.(js|css|svg|json|html|txt|map|webmanifest)$/;
  texts = new Map(filesUnder(client).filter((file) => texty.test(file)).map((file) => [file, readFileSync(file, "utf8")]));
});

/** The files in which one of the words stands, written out or escaped. */
function found(words: readonly string[], among: ReadonlyMap<string, string> = texts): string[] {
  const escaped = (word: string) => word.replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return words.flatMap((word) =>
    [...among].filter(([, text]) => text.includes(word) || text.toLowerCase().includes(escaped(word).toLowerCase())).map(([file]) => `${word} in ${path.basename(file)}`),
  );
}

/** Sentences and names that only the house's own code says: literals of `server/`, none of what pages share with it. */
function wordsOfTheHouse(): string[] {
  const literals = (folder: string) =>
    filesUnder(folder)
      .filter((file) => /\.tsx?$/.test(file) && !file.includes("generated"))
      .flatMap((file) => {
        const words: string[] = [];
        const visit = (node: ts.Node): void => {
          if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
          if (ts.isStringLiteralLike(node) && node.text.length >= 14) words.push(node.text);
          ts.forEachChild(node, visit);
        };
        visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
        return words;
      });
  const shared = new Set(["app", "contracts"].flatMap(literals));
  const pages = ["app", "contracts", "words"].flatMap(filesUnder).map((file) => readFileSync(file, "utf8").toLowerCase()).join("\n");
  return [...new Set(literals("server"))].filter((word) => !shared.has(word) && !pages.includes(word.toLowerCase()));
}

const secretNames = [
  "DATABASE_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_URL", "SMTP_URL", "HOUSE_KEY_FILE", "TRUSTED_PROXIES", "SIPARIO_VIDEO",
  "house.key", "tokenHash", "passwordHash", "emailHash", "codeHash", "slugHash", "PrismaClient", "argon2", "graphile", "livekit-server-sdk", "node:crypto", "node:fs", "__dirname",
];

describe("what a browser can fetch", () => {
  test("holds no word that only the house's code says", () => {
    const words = wordsOfTheHouse();
    expect(words.length).toBeGreaterThan(100);
    // The media protocol's own words, which its client in the browser says, too.
    const alsoElsewhere = new Set(["trackPublished", "requestResponse", "trackUnpublished", "track_published"]);
    expect(found(words.filter((word) => !alsoElsewhere.has(word)))).toEqual([]);
  });

  test("holds no secret's name, no source map, no path of the machine that built it", () => {
    expect(found(secretNames)).toEqual([]);
    expect(found(["sourceMappingURL=", process.cwd(), "file:///"])).toEqual([]);
    expect([...texts.keys()].filter((file) => file.endsWith(".map"))).toEqual([]);
  });

  test("holds no word of the cast: no event, no person, no place", () => {
    const people = [...Object.values(cast.staff), ...Object.values(cast.clients), ...Object.values(cast.speakers), cast.outsider];
    const events = Object.values(cast.events).flatMap(({ title, codeName, place }) => [title, codeName, place]);
    const boutiques = Object.values(cast.boutiques).map(({ name }) => name);
    expect(found([cast.maison.name, ...events, ...boutiques, ...people.flatMap(({ name, email }) => [name, email])])).toEqual([]);
  });

  test("the search itself finds what is there", () => {
    const planted = new Map([["a.js", 'throw new Error("refused at the door")'], ["b.js", 'const who="In\\u00e8s Arnaud"']]);
    expect(found(["refused at the door", "Inès Arnaud", "Le Sentier"], planted)).toEqual(["refused at the door in a.js", "Inès Arnaud in b.js"]);
    expect(wordsOfTheHouse()).toContain("refused at the door");
  });
});

const sizes = new Map<string, number>();
/** What scripts weigh as they go over the wire, in bytes of brotli; each is pressed once. */
function sizeOf(names: readonly string[]): number {
  const bytesOf = (name: string): number => {
    const known = sizes.get(name) ?? brotliCompressSync(texts.get(path.join(client, "assets", name)) ?? "").length;
    sizes.set(name, known);
    return known;
  };
  return names.reduce((sum, name) => sum + bytesOf(name), 0);
}

interface Manifest {
  entry: { module: string; imports: string[] };
  routes: Record<string, { module: string; imports: string[] }>;
}

/** Every script the page of a route asks for: what the manifest preloads, what that imports, and its words in one language. */
function scriptsOf(routeId: string, namespaces: readonly string[], lang: string): string[] {
  const manifestFile = [...texts.keys()].find((file) => path.basename(file).startsWith("manifest-")) ?? "";
  const manifest: Manifest = JSON.parse((texts.get(manifestFile) ?? "").replace(/^window\.__remixManifest=/, "").replace(/;\s*$/, ""));
  const { entry, routes } = manifest;
  const first = [entry, routes.root, routes[routeId]].flatMap((one) => (one ? [one.module, ...one.imports] : []));
  const reached = new Set<string>([path.basename(manifestFile)]);
  const codeOf = (name: string) => texts.get(path.join(client, "assets", name)) ?? "";
  const reach = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const [, next] of codeOf(name).matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) if (next) reach(next);
  };
  for (const address of first) reach(path.basename(address));
  for (const namespace of namespaces)
    for (const name of [...reached]) {
      const chunk = new RegExp(`"/words/${lang}/${namespace}\\.json":[^"]{0,80}import\\("\\./([^"]+)"`).exec(codeOf(name))?.[1];
      if (chunk) reach(chunk);
    }
  return [...reached];
}

describe("the door's page", () => {
  const codeOf = (name: string) => texts.get(path.join(client, "assets", name)) ?? "";

  test.each(["en", "it", "fr", "de"])("needs at most 130 KB of brotli script, %s", (lang) => {
    const scripts = scriptsOf("routes/door.$token", ["common", "door"], lang);
    const isOfLanguage = (name: string) => Object.keys(JSON.parse(readFileSync(`words/${lang}/door.json`, "utf8"))).every((key) => codeOf(name).includes(key));
    expect(scripts.filter((name) => name.startsWith("common-")).length).toBe(1);
    expect(scripts.filter((name) => name.startsWith("door-") && isOfLanguage(name)).length).toBe(1);
    const bytes = sizeOf(scripts);
    if (lang === "en") console.info(`The door's page: ${scripts.length} scripts, ${(bytes / 1000).toFixed(1)} KB of brotli.`);
    expect(bytes).toBeGreaterThan(30_000);
    expect(bytes).toBeLessThanOrEqual(130_000);
  });

  test("carries no media code and no live wire; the room's own chunks do", () => {
    const media = ["RTCPeerConnection", "getUserMedia", "livekit", "engine.io", "EIO="];
    const of = (names: readonly string[]) => new Map(names.map((name) => [name, texts.get(path.join(client, "assets", name)) ?? ""]));
    expect(found(media, of(scriptsOf("routes/door.$token", ["common", "door"], "en")))).toEqual([]);
    const all = [...texts].filter(([file]) => file.endsWith(".js"));
    for (const word of ["RTCPeerConnection", "EIO="]) expect(found([word], new Map(all)).length, word).toBeGreaterThan(0);
  });
});

describe("the room's page", () => {
  const folder = path.join(client, "assets");
  /** All that runs in a seat: the page's own scripts and, loaded with the seat, those of its picture. */
  const inRoom = (lang: string): string[] => {
    const page = scriptsOf("routes/room.$eventId", ["common", "room"], lang);
    const reached = new Set(page);
    const reach = (name: string): void => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const [, next] of (texts.get(path.join(folder, name)) ?? "").matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)) if (next) reach(next);
    };
    const pictures = page.flatMap((name) => [...(texts.get(path.join(folder, name)) ?? "").matchAll(/import\("\.\/(picture-[^"]+\.js)"\)/g)].map(([, next]) => next ?? ""));
    expect(new Set(pictures).size, "the picture comes by itself").toBe(1);
    for (const name of pictures) reach(name);
    return [...reached];
  };
  const textsOf = (names: readonly string[]) => new Map(names.map((name) => [name, texts.get(path.join(folder, name)) ?? ""]));

  test.each(["en", "it", "fr", "de"])("needs at most 280 KB of brotli script, media and live wire among them, %s", (lang) => {
    const scripts = inRoom(lang);
    for (const word of ["RTCPeerConnection", "EIO="]) expect(found([word], textsOf(scripts)).length, word).toBeGreaterThan(0);
    const roomScriptBrotliKb = sizeOf(scripts) / 1000;
    if (lang === "en") console.info(`roomScriptBrotliKb ${roomScriptBrotliKb.toFixed(1)} in ${scripts.length} scripts`);
    expect(roomScriptBrotliKb).toBeGreaterThan(150);
    expect(roomScriptBrotliKb).toBeLessThanOrEqual(280);
  });

  test("carries no schema library, and no worker of encrypted calls before one is needed", () => {
    expect(found(["ZodError"], textsOf(inRoom("en")))).toEqual([]);
    expect(inRoom("en").filter((name) => name.includes("worker"))).toEqual([]);
    expect(found(["ZodError"]).length, "the word is there to be found").toBeGreaterThan(0);
  });
});
