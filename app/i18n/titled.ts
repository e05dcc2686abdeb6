import type { MetaDescriptor } from "@remix-run/react";
import type { Key, Namespace, Values } from "#app/i18n/namespaces.ts";
import { spoken } from "#app/i18n/speak.ts";

type Match = { id: string; data?: unknown };
type Root = { lang?: unknown; maison?: { name?: unknown } };
const isRoot = (data: unknown): data is Root => typeof data === "object" && data !== null;

/** A route's `meta`: the page's title from the catalogue, then the maison's name. Titles never tell of an event. */
export function titled<N extends Namespace>(matches: readonly Match[], namespace: N, key: Key<N>, values?: Values): MetaDescriptor[] {
  const data = matches.find((match) => match.id === "root")?.data;
  const root = isRoot(data) ? data : {};
  const voice = [...spoken].find(([lang]) => lang === root.lang)?.[1] ?? [...spoken.values()][0];
  const title = voice?.t(key, { ns: namespace, ...values }) ?? "";
  const name = typeof root.maison?.name === "string" ? root.maison.name : "";
  return [{ title: [title, name].filter(Boolean).join(", ") }];
}
