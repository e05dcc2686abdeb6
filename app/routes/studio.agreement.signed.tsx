import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { SignedRows } from "#app/studio/signed-rows.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { Button } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

/** Who signed or declined: for owners who proved themselves a moment ago, and after the event is forgotten, too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  context.admitHouse("studio.enter");
  const pass = await context.admit(params.eventId, "agreement.list", "staff");
  const event = await context.house.events.read(await context.admit(pass.eventId, "event.know", "staff"));
  return { event: { ...event, may: [...pass.may], asksAgreement: context.house.agreements.isAsked(pass) }, signatures: await context.house.agreements.list(pass) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "agreement.signed");

export default function Signed() {
  const t = useWords("studio");
  const { event, signatures } = useLoaderData<typeof loader>();
  const { lines, left } = signatures;
  const csv = (
    <Form method="post" action={`/studio/events/${event.id}/agreement/table`} reloadDocument>
      <Button type="submit" size="work">
        {t("agreement.csv")}
      </Button>
    </Form>
  );
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />} acts={lines.length > 0 ? csv : undefined}>
        {t("agreement.signed")} <span className="vh">{event.title}</span>
      </PageTitle>
      <p className="soft max-w-160">{t("agreement.signedLede")}</p>
      <Notice tone={left > 0 ? "wait" : "ok"}>{left > 0 ? t("agreement.left", { count: left }) : t("agreement.leftNone")}</Notice>
      {lines.length === 0 ? <Empty title={t("agreement.none")}>{t("agreement.noneText")}</Empty> : <SignedRows lines={lines} zone={event.zone} />}
    </>
  );
}
