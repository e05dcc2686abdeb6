import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { When } from "#app/ui/when.tsx";

/** What forgetting means, for an owner who proved themselves a moment ago; at sealed whether the other owner agreed. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "event.purge", "staff");
  const takesTwo = event.level === "sealed";
  return { event, takesTwo, isAgreed: !takesTwo || (await context.house.consents.isAgreed(pass.eventId, "purge")), dueAt: await context.house.rest.dueAt(pass) };
}

/** Forgets the event, for good. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.purge", "staff");
  const fields = await request.formData();
  if (fields.get("meant") !== "on") return goHome(`/studio/events/${pass.eventId}/forget`, "notMeant");
  const purged = await context.house.rest.purge(pass);
  if (!purged.ok) return goHome(`/studio/events/${pass.eventId}/forget`, purged.reason);
  return redirect(`/studio/events/${pass.eventId}/certificate`, 303);
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "forget.title");

export default function Forget() {
  const t = useWords("studio");
  const { event, takesTwo, isAgreed, dueAt } = useLoaderData<typeof loader>();
  const { state } = useNavigation();
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("forget.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      <p className="max-w-160">{t("forget.lede")}</p>
      <ul className="soft max-w-160 list-disc pl-5 grid gap-1">
        {(["key", "rows", "stays", "elsewhere"] as const).map((fact) => (
          <li key={fact}>{t(`forget.fact.${fact}`)}</li>
        ))}
      </ul>
      {dueAt ? (
        <Notice>
          {t("forget.due")} <When at={dueAt} zone={event.zone} shape="day" withCity />.
        </Notice>
      ) : null}
      {isAgreed ? (
        <Form method="post" className="form">
          <Check name="meant" required>
            {t("forget.meant")}
          </Check>
          <div className="form__acts">
            <Button type="submit" kind="stop" size="work" pending={state !== "idle"}>
              {t("forget.act")}
            </Button>
          </div>
        </Form>
      ) : null}
      {takesTwo && !isAgreed ? (
        <Notice tone="wait">
          {t("forget.two")} <Link to={`/studio/events/${event.id}/owners`}>{t("nav.owners")}</Link>
        </Notice>
      ) : null}
    </>
  );
}
