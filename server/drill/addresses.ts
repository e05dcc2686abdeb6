import type { ServerBuild } from "@remix-run/node";

/** A route of the running house. `branch` holds the ids of what stands around it, outermost first, and its own. */
export interface Address {
  readonly id: string;
  /** The pattern from the root, such as `/door/:token`. */
  readonly pattern: string;
  readonly branch: readonly string[];
  readonly isIndex: boolean;
}

type Routes = ServerBuild["routes"];

function branchOf(routes: Routes, id: string): string[] {
  const route = routes[id];
  return route ? [...(route.parentId ? branchOf(routes, route.parentId) : []), id] : [];
}

/** Every address of a build that answers by itself: its leaves, and what surrounds others and has a path of its own. */
export function addressesIn(routes: Routes): Address[] {
  const parents = new Set(Object.values(routes).flatMap((route) => route?.parentId ?? []));
  return Object.values(routes).flatMap((route) => {
    if (!route || (parents.has(route.id) && !route.path)) return [];
    const branch = branchOf(routes, route.id);
    const pattern = `/${branch.flatMap((id) => routes[id]?.path || []).join("/")}`;
    return [{ id: route.id, pattern, branch, isIndex: route.index === true }];
  });
}

/** What an address can be filled with: for each name of a part, the words somebody would try. */
export type Words = Readonly<Record<string, readonly string[]>>;
const nothing = "bm90aGluZy1oZXJlLWZvci1hbnlib2R5LWF0LWFsbC0";

/**
 * The addresses a pattern stands for. A part that nobody has a word for is tried with one that was never given to anybody;
 * `:token` of the studio's invitations is none of the door's.
 */
export function filled({ pattern }: Address, words: Words): string[] {
  const isDoor = pattern.startsWith("/door/");
  return pattern.split("/").slice(1).reduce<string[]>(
    (begun, part) => {
      const name = part.startsWith(":") ? part.slice(1).replace("?", "") : null;
      const tried = part === "*" ? ["nothing-here"] : name === null ? [part] : name === "token" && !isDoor ? [nothing] : (words[name] ?? [nothing]);
      return begun.flatMap((before) => tried.map((one) => `${before}/${one}`));
    },
    [""],
  ).map((at) => at || "/");
}

/** Where the data of an address is asked for. */
export const dataOf = (address: string): string => (address === "/" ? "/_root.data" : `${address}.data`);
