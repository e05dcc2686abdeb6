import "#app/style/studio-plan.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { begun, PlanNew } from "#app/studio/plan-new.tsx";
import { planChoices, refusedFor } from "#app/studio/plan-tried.ts";
import { planIn, valuesIn, valuesOf } from "#app/studio/plan-values.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

/** What a planner chooses from, and what a new event begins with. */
export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("event.create");
  const choices = await planChoices(context);
  return { choices, begin: valuesOf({ level: "invited", zone: choices.boutiques[0]?.zone ?? "UTC" }) };
}

/** Makes the event in draft, or says everything that stands against it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("event.create");
  const values = begun(valuesIn(await request.formData()));
  const { plan, wrong } = planIn(values);
  if (!plan) return data({ values, wrong: [...wrong], against: null }, { status: 400 });
  const made = await context.house.events.create(pass, plan);
  if (!made.ok) return data({ values, wrong: [], against: await refusedFor(context, plan, made.reason) }, { status: 400 });
  return redirect(`/studio/events/${made.value.eventId}?said=draftMade`, 303);
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "plan.newTitle");

export default function NewEvent() {
  const t = useWords("studio");
  const { choices, begin } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("plan.newTitle")}</PageTitle>
      <PlanNew begin={begin} choices={choices} tried={useActionData<typeof action>()} />
    </>
  );
}
