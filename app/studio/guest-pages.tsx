import { Link, useSearchParams } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";

/** From page to page of the list, where no script brings it whole. */
export function GuestPages({ now, total }: { now: number; total: number }) {
  const t = useWords("studio");
  const [search] = useSearchParams();
  if (total < 2) return null;
  const to = (page: number) => {
    const next = new URLSearchParams(search);
    next.set("page", String(page));
    return `?${next}`;
  };
  return (
    <nav aria-label={t("guests.pages")} className="flex gap-4 mt-4">
      {now > 1 ? <Link to={to(now - 1)}>{t("guests.before")}</Link> : null}
      <span className="soft">{t("guests.page", { page: now, total })}</span>
      {now < total ? <Link to={to(now + 1)}>{t("guests.after")}</Link> : null}
    </nav>
  );
}
