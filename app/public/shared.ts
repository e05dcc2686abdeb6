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
}
type Match = { id: string; data?: unknown };

const isRoot = (data: unknown): data is { lang?: unknown } => typeof data === "object" && data !== null;

/** What others see when an open event's address is passed on. The only page of the house whose head tells of an event. */
export function shared(matches: readonly Match[], { title, maison, startsAt, zone, url }: Shown): MetaDescriptor[] {
  const root = matches.find(({ id }) => id === "root")?.data;
  const [lang, voice] = [...spoken].find(([one]) => isRoot(root) && one === root.lang) ?? [...spoken][0] ?? [];
  const t: Say<"public"> = (key, values) => voice?.t(key, { ns: "public", ...values }) ?? "";
  const told = t("event.share", { event: title, maison, when: inWords(startsAt, lang ?? "", zone, "full") });
  return [
    { title: [title, maison].filter(Boolean).join(", ") },
    { name: "description", content: told },
    { property: "og:type", content: "website" },
    { property: "og:title", content: title },
    { property: "og:description", content: told },
    { property: "og:site_name", content: maison },
    { property: "og:url", content: url },
    { name: "twitter:card", content: "summary" },
  ];
}
