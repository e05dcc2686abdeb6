import type { MetaDescriptor } from "@remix-run/react";
import type { Say } from "#app/i18n/namespaces.ts";
import { spoken } from "#app/i18n/speak.ts";
import { inWords } from "#app/ui/when.tsx";

interface Shown {
  title: string;
  maison: string;
  startsAt: string;
  zone: string;
  url: string;
  picture: string;
}
type Match = { id: string; data?: unknown };

const isRoot = (data: unknown): data is { lang?: unknown } => typeof data === "object" && data !== null;

/** The sentence an open event is passed on with, in a language. */
export function toldIn(lang: string, { title, maison, startsAt, zone }: Pick<Shown, "title" | "maison" | "startsAt" | "zone">): string {
  const [code, voice] = [...spoken].find(([one]) => one === lang) ?? [...spoken][0] ?? [];
  const t: Say<"public"> = (key, values) => voice?.t(key, { ns: "public", ...values }) ?? "";
  return t("event.share", { event: title, maison, when: inWords(startsAt, code ?? "", zone, "full") });
}

/** What others see when an open event's address is passed on. The only page of the house whose head tells of an event. */
export function shared(matches: readonly Match[], shown: Shown): MetaDescriptor[] {
  const { title, maison, url, picture } = shown;
  const root = matches.find(({ id }) => id === "root")?.data;
  const told = toldIn(isRoot(root) && typeof root.lang === "string" ? root.lang : "", shown);
  return [
    { title: [title, maison].filter(Boolean).join(", ") },
    { name: "description", content: told },
    { tagName: "link", rel: "canonical", href: url },
    { property: "og:type", content: "website" },
    { property: "og:title", content: title },
    { property: "og:description", content: told },
    { property: "og:site_name", content: maison },
    { property: "og:url", content: url },
    { property: "og:image", content: picture },
    { property: "og:image:type", content: "image/png" },
    { property: "og:image:width", content: "1200" },
    { property: "og:image:height", content: "630" },
    { property: "og:image:alt", content: title },
    { name: "twitter:card", content: "summary_large_image" },
    { name: "twitter:title", content: title },
    { name: "twitter:description", content: told },
    { name: "twitter:image", content: picture },
  ];
}
