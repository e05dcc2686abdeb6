import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import routes from "#app/routes.ts";
import { settingNames } from "#server/infra/env.ts";
import { addressesOf } from "#tests/access/crawl.ts";

const pages = ["README.md", ...readdirSync("docs").filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`), ...readdirSync("docs/decisions").map((file) => `docs/decisions/${file}`)];
const textOf = (page: string) => readFileSync(page, "utf8");
const codesOf = (page: string): string[] => [...textOf(page).matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => code ?? []);

const folders = readdirSync(".", { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
/** Pages call a file by its whole path, or by the path within the room they speak of. */
const rooms = ["", "server/", "app/", "docs/"];
const isPath = (code: string) => /^[\w.$-]+(\/[\w.$-]+)*\/([\w.$-]+\.(ts|tsx|mjs|md|json|prisma))?$|^[\w.$-]+(\/[\w.$-]+)+\.(ts|tsx|mjs|md|json|prisma)$/.test(code);
const inTree = (code: string) => rooms.some((room) => existsSync(`${room}${code}`));

describe("the pages of docs name what is there", () => {
  test.each(pages)("%s: every file and folder of the house it names", (page) => {
    const named = codesOf(page).filter((code) => isPath(code) && (code.endsWith("/") ? folders.includes(code.split("/")[0] ?? "") : true));
    expect(named.filter((code) => !inTree(code))).toEqual([]);
  });

  test.each(pages)("%s: every link within the repository", (page) => {
    const at = page.includes("/") ? page.slice(0, page.lastIndexOf("/") + 1) : "";
    const links = [...textOf(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].flatMap(([, to]) => to ?? []);
    expect(links.filter((to) => !existsSync(`${at}${to}`))).toEqual([]);
  });

  test("every script of npm, and every command of the house", () => {
    const scripts: Record<string, string> = JSON.parse(textOf("package.json")).scripts;
    const help = textOf("server/cli.ts");
    for (const page of pages) {
      const text = textOf(page);
      for (const [said, name = ""] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts, `${page}: ${said}`).toHaveProperty([name]);
      for (const [said, name = ""] of text.matchAll(/npm run house -- ([a-z-]+)/g)) expect(help, `${page}: ${said}`).toMatch(new RegExp(`^  ${name} `, "m"));
    }
  });

  test("every address that docs/wire.md sends a request to", async () => {
    const patterns = addressesOf(await routes).map(({ pattern }) => new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}$`));
    const named = codesOf("docs/wire.md").flatMap((code) => /^(?:GET|POST|HEAD) (\/\S*)$/.exec(code)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((address) => !patterns.some((pattern) => pattern.test(address)))).toEqual([]);
  });

  test("docs/operate.md tells every setting of the house, and no other", () => {
    const rows = textOf("docs/operate.md").split("\n").filter((line) => /^\| `[A-Z]/.test(line));
    const told = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect(told.sort()).toEqual([...settingNames].sort());
  });
});
