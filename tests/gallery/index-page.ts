import type { Found } from "#tests/gallery/inspect.ts";

export interface Shot extends Found {
  id: string;
  size: string;
  lang: string;
  file: string;
  fault: string | null;
}

const text = (words: string) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** All that is wrong with a picture, in words. */
export function faultsOf({ axe, small, overflow, moves, fault }: Shot): string[] {
  return [...(fault ? [`FAILED ${fault}`] : []), ...axe.map((one) => `axe ${one}`), ...small.map((one) => `small ${one}`), ...overflow, ...moves];
}

function card(shot: Shot): string {
  const { id, size, lang, file } = shot;
  const words = faultsOf(shot).map((one) => `<li>${text(one)}</li>`).join("");
  return `<figure><figcaption>${text(id.split(".")[1] ?? id)} <small>${size}, ${lang}</small></figcaption>${file ? `<a href="${file}"><img loading="lazy" src="${file}" alt="${text(id)} at ${size} in ${lang}"></a>` : ""}${words ? `<ul>${words}</ul>` : ""}</figure>`;
}

/** A page of every picture, each screen with its states side by side, and what was found beside each. */
export function indexPage(shots: readonly Shot[], madeAt: Date): string {
  const screens = grouped(shots);
  const parts = [...screens].map(([screen, some]) => `<section><h2>${text(screen)}</h2>${["en", "de"].map((lang) => `<div class="row">${some.filter((one) => one.lang === lang).map(card).join("")}</div>`).join("")}</section>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sipario, every screen</title>
<style>body{font:14px/1.4 system-ui;margin:24px;background:#faf8f3;color:#211d18}.row{display:flex;gap:16px;overflow-x:auto;padding:8px 0;align-items:flex-start}figure{margin:0;flex:none;width:340px}img{width:100%;border:1px solid #d9d2c4}figcaption{font-weight:600}small{font-weight:400;color:#5c554a}ul{color:#8a1f1f;padding-left:16px;font-size:12px}</style>
<h1>Every screen</h1><p>${shots.length} pictures, ${madeAt.toISOString()}</p>${parts.join("")}</html>`;
}

function grouped(shots: readonly Shot[]): Map<string, Shot[]> {
  const found = new Map<string, Shot[]>();
  for (const shot of shots) {
    const screen = shot.id.split(".")[0] ?? shot.id;
    found.set(screen, [...(found.get(screen) ?? []), shot]);
  }
  return found;
}
