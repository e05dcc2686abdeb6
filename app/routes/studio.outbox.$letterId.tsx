import "#app/style/studio-plan.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { LetterSeen } from "#app/studio/letter-seen.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** One letter as it was written, its link included; that it was read is recorded by the house. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const { mail } = context.house;
  const letterId = params.letterId ?? "";
  const eventId = await mail.eventOf(context.admitHouse("outbox.read"), letterId);
  if (!eventId) throw context.notFound();
  const letter = await mail.read(await context.admit(eventId, "letter.read", "staff"), letterId);
  if (!letter) throw context.notFound();
  return letter;
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "outbox.title");

export default function Letter() {
  const t = useWords("studio");
  const { to, ...letter } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle acts={<Link to="/studio/outbox" className="min-h-8 inline-flex items-center">{t("outbox.back")}</Link>}>{letter.subject}</PageTitle>
      <dl className="facts max-w-160">
        <div>
          <dt>{t("outbox.to")}</dt>
          <dd>{to}</dd>
        </div>
      </dl>
      <p className="soft">{t("outbox.noted")}</p>
      <LetterSeen letter={letter} />
    </>
  );
}
