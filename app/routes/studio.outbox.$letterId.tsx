import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

/** One letter as it was written, its link included; that it was read is recorded by the house. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { mail } = context.house;
  const letterId = params.letterId ?? "";
  const eventId = await mail.eventOf(context.admitHouse("outbox.read"), letterId);
  if (!eventId) throw context.notFound();
  const letter = await mail.read(await context.admit(eventId, "letter.read", "staff"), letterId);
  if (!letter) throw context.notFound();
  const { subject, html, text, calendar, to } = letter;
  // The page's own rules refuse a letter's style sheet (its dark dress); what it wears otherwise stands in attributes.
  return { subject, html: html.replaceAll(/<style[\s\S]*?<\/style>/g, ""), text, calendar, to };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "outbox.title");

export default function Letter() {
  const t = useWords("studio");
  const { subject, html, text, calendar, to } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle acts={<Link to="/studio/outbox">{t("outbox.back")}</Link>}>{subject}</PageTitle>
      <dl className="facts max-w-160">
        <div>
          <dt>{t("outbox.to")}</dt>
          <dd>{to}</dd>
        </div>
      </dl>
      <p className="soft">{t("outbox.noted")}</p>
      {/* Nothing of a letter runs here: no scripts, no forms, no way up to this page; its links open a page of their own. */}
      <iframe className="letter" title={t("outbox.frame")} srcDoc={html} sandbox="allow-popups allow-popups-to-escape-sandbox" />
      <details open>
        <summary className="min-h-8 cursor-pointer">{t("outbox.text")}</summary>
        <pre className="whitespace-pre-wrap break-words mt-2">{text}</pre>
      </details>
      {calendar ? (
        <details>
          <summary className="min-h-8 cursor-pointer">{t("outbox.calendar", { file: calendar.file })}</summary>
          <pre className="whitespace-pre-wrap break-words mt-2">{calendar.body}</pre>
        </details>
      ) : null}
    </>
  );
}
