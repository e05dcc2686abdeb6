import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CertificateFacts } from "#app/studio/certificate-facts.tsx";
import { Button } from "#app/ui/button.tsx";
import { Light } from "#app/ui/light.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** What was destroyed of an event that is forgotten, and what outlives it; for its producers and owners. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const certificate = await context.house.rest.certificate(await context.admit(params.eventId, "event.audit", "staff"));
  if (!certificate) throw context.notFound();
  return { certificate };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "certificate.title");

export default function CertificatePage() {
  const t = useWords("studio");
  const { certificate } = useLoaderData<typeof loader>();
  const at = `/studio/events/${certificate.eventId}`;
  const state = certificate.isComplete ? <Light tone="ok">{t("certificate.complete")}</Light> : <Light tone="wait">{t("certificate.notComplete")}</Light>;
  const take = (
    <Form method="post" action={`${at}/certificate/file`} reloadDocument>
      <Button type="submit" size="work">
        {t("certificate.take")}
      </Button>
    </Form>
  );
  return (
    <>
      <PageTitle state={state} acts={take}>
        {t("certificate.title")}
      </PageTitle>
      <p className="soft max-w-160">{t("certificate.lede")}</p>
      <CertificateFacts certificate={certificate} />
      <p>
        <Link to={`${at}/record`}>{t("certificate.record")}</Link>
      </p>
    </>
  );
}
