import "#app/style/studio-plan.css";
import { BroadcastIcon } from "@phosphor-icons/react/dist/csr/Broadcast";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { CalledOff, CallOff } from "#app/studio/call-off.tsx";
import { eventOf } from "#app/studio/event-of.ts";
import { NextSteps } from "#app/studio/next-steps.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { PlanForm } from "#app/studio/plan-form.tsx";
import { PlanRead } from "#app/studio/plan-read.tsx";
import { against, planChoices, refusedFor } from "#app/studio/plan-tried.ts";
import { planIn, valuesIn, valuesOf } from "#app/studio/plan-values.ts";
import { PlanUntold } from "#app/studio/plan-untold.tsx";
import { RaiseLevel } from "#app/studio/raise-level.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import * as z from "#contracts/zod.ts";

const Version = z.coerce.number().int().min(0);

/** The event and, for whoever may change it now, its plan with what is missing for the day. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  if (!event.may.includes("event.edit")) return { event, edit: null };
  const { events } = context.house;
  const { plan, version, changed } = await events.plan(await context.admit(event.id, "event.edit", "staff"));
  const readiness = await events.readiness(await context.admit(event.id, "numbers.see", "staff"));
  // At a sealed event reading the list asks for another proof, which opening the plan does not.
  const untold = event.level !== "sealed" && event.may.includes("guest.invite") && event.may.includes("guest.list") && event.phase === "announced" ? await context.house.mail.untold(await context.admit(event.id, "guest.list", "staff")) : 0;
  return { event, edit: { untold, values: valuesOf(plan), version, savedAt: changed?.at ?? null, readiness, against: await against(context, plan, event.id), choices: await planChoices(context) } };
}

/** Saves the plan of a page without script, unless somebody changed it since; what was written is kept either way. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.edit", "staff");
  const fields = await request.formData();
  const version = Version.safeParse(fields.get("version"));
  if (!version.success) throw context.notFound();
  const values = valuesIn(fields);
  const { plan, wrong } = planIn(values);
  if (!plan) return data({ values, wrong: [...wrong], against: null, version: version.data }, { status: 400 });
  const saved = await context.house.events.edit(pass, plan, version.data);
  if (saved.ok) return redirect(`/studio/events/${pass.eventId}?said=planSaved`, 303);
  return data({ values, wrong: [], against: await refusedFor(context, plan, saved.reason, pass.eventId), version: version.data }, { status: 409 });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "nav.plan");

export default function EventPage() {
  const t = useWords("studio");
  const { event, edit } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const desk = event.may.includes("desk.see") ? (
    <ButtonLink size="work" to={`/studio/events/${event.id}/desk`}>
      <Icon of={BroadcastIcon} />
      {t("plan.toDesk")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />} acts={desk}>
        {event.title}
      </PageTitle>
      {tried ? null : <SaidNotice />}
      <CalledOff event={event} />
      <NextSteps event={event} />
      {edit ? <PlanUntold eventId={event.id} count={edit.untold} /> : null}
      {edit ? (
        <PlanForm key={event.id} event={event} choices={edit.choices} saved={edit.values} version={edit.version} savedAt={edit.savedAt} against={edit.against} readiness={edit.readiness} tried={tried} />
      ) : (
        <PlanRead event={event} />
      )}
      {edit ? null : <RaiseLevel event={event} />}
      <CallOff event={event} />
    </>
  );
}
