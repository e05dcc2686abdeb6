import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { AskOwner } from "#app/studio/ask-owner.tsx";
import { ConsentCard } from "#app/studio/consent-card.tsx";
import { eventOf } from "#app/studio/event-of.ts";
import { SaidNotice, Saying } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Asking } from "#contracts/consents.ts";
import { levels } from "#contracts/event.ts";

const refusals = { notCounting: "notCounting", already: "consentAlready", notNow: "consentNotNow" } as const;

/** What takes two owners at this event, asked and agreed. Owners prove themselves again before they read it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "consent.give", "staff");
  const isBefore = event.phase === "announced" || event.phase === "doors" || event.phase === "live";
  const lower = isBefore ? levels.slice(0, levels.indexOf(event.level)) : [];
  const isPurge = event.level === "sealed" && (event.phase === "ended" || event.phase === "cancelled");
  return {
    event,
    consents: await context.house.consents.list(pass),
    wishes: [
      ...(isBefore || event.phase === "draft" ? (["online", "hybrid"] as const).map((wish) => ({ kind: "sealedOnline" as const, wish })) : []),
      ...lower.map((wish) => ({ kind: "levelLowered" as const, wish })),
      ...(isPurge ? [{ kind: "purge" as const, wish: null }] : []),
    ],
    mayLower: event.may.includes("event.lower"),
  };
}

/** Asks another owner; `about` names what, as the page offers it. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "consent.give", "staff");
  const fields = await request.formData();
  const [kind, wish] = String(fields.get("about") ?? "").split(":");
  if (kind) fields.set("kind", kind);
  if (wish) fields.set("wish", wish);
  const form = parseWithZod(fields, { schema: Asking });
  if (form.status !== "success") return data({ said: "shape" as const, result: form.reply() }, { status: 400 });
  const asked = await context.house.consents.ask(pass, form.value);
  if (!asked.ok) return data({ said: refusals[asked.reason], result: form.reply() }, { status: 409 });
  return goHome(`/studio/events/${pass.eventId}/owners`, "consentAsked");
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "owners.title");

export default function Owners() {
  const t = useWords("studio");
  const { event, consents, wishes, mayLower } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  return (
    <>
      <PageTitle>
        {t("owners.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {tried ? <Saying said={tried.said} /> : <SaidNotice />}
      <div className="cols cols--2">
        <section className="grid gap-4 min-w-0" aria-labelledby="consents">
          <h2 id="consents">{t("owners.asked")}</h2>
          {consents.length === 0 ? <p className="soft max-w-160">{t("owners.none")}</p> : null}
          {consents.map((consent) => (
            <ConsentCard key={consent.id} eventId={event.id} zone={event.zone} consent={consent} mayLower={mayLower} />
          ))}
        </section>
        <div className="aside">{wishes.length > 0 ? <AskOwner key={consents.length} wishes={wishes} tried={tried?.result} /> : <p className="soft">{t("owners.nothing")}</p>}</div>
      </div>
    </>
  );
}
