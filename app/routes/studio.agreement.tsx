import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { AgreementForm } from "#app/studio/agreement-form.tsx";
import { AgreementVersions } from "#app/studio/agreement-versions.tsx";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { AgreementTexts } from "#contracts/door.ts";

const said = { empty: "agreementEmpty", same: "agreementSame", namesHidden: "agreementNames" } as const;

/** The agreement's text as it stands and every version before, for whoever may write it now. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const agreement = await context.house.agreements.edit(await context.admit(event.id, "agreement.edit", "staff"));
  return { event, agreement, isFromStandard: new URL(request.url).searchParams.has("standard") };
}

/** Keeps a new version; a text that names what it is there to hide is not kept, and what was written stays on the page. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "agreement.edit", "staff");
  const form = AgreementTexts.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data({ said: "shape" as const, texts: null, faults: [] }, { status: 400 });
  const saved = await context.house.agreements.save(pass, form.data);
  const page = `/studio/events/${pass.eventId}/agreement`;
  if (saved.ok) return redirect(`${page}?said=agreementSaved`, 303);
  const faults = saved.reason === "namesHidden" ? await context.house.agreements.check(pass, form.data) : [];
  return data({ said: said[saved.reason], texts: form.data, faults }, { status: 409 });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "agreement.title");

export default function AgreementPage() {
  const t = useWords("studio");
  const { event, agreement, isFromStandard } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const { version, codeName } = agreement;
  const list = event.may.includes("agreement.list") ? (
    <ButtonLink size="work" to={`/studio/events/${event.id}/agreement/signed`}>
      {t("agreement.toSigned")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />} acts={list}>
        {t("agreement.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <p className="soft max-w-160">{t("agreement.lede", { codeName })}</p>
      {tried ? (
        <Notice tone="stop" live="assertive">
          {t(`said.${tried.said}`)}
        </Notice>
      ) : (
        <SaidNotice />
      )}
      {event.asksAgreement ? (
        <Notice tone={version > 0 ? "ok" : "wait"}>{version > 0 ? t("agreement.stands", { version }) : t("agreement.noVersion")}</Notice>
      ) : (
        <Notice>{t("agreement.notAsked")}</Notice>
      )}
      <AgreementForm key={isFromStandard ? "standard" : version} agreement={agreement} isFromStandard={isFromStandard} tried={tried} />
      {agreement.history.length > 0 ? <AgreementVersions history={agreement.history} zone={event.zone} /> : null}
    </>
  );
}
