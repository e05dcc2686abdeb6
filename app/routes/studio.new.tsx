import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { PlanForm } from "#app/studio/plan-form.tsx";
import { planChoices, readPlan, refusedFor } from "#app/studio/plan-tried.ts";
import { PageTitle } from "#app/ui/page-title.tsx";

export async function loader({ context }: LoaderFunctionArgs) {
  context.admitHouse("event.create");
  const choices = await planChoices(context);
  return { choices, zone: choices.boutiques[0]?.zone ?? "UTC" };
}

/** Makes the event in draft, or says everything that stands against it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("event.create");
  const form = readPlan(await request.formData());
  if (form.status !== "success") return data({ result: form.reply(), against: null }, { status: 400 });
  const made = await context.house.events.create(pass, form.value);
  if (!made.ok) return data({ result: form.reply(), against: await refusedFor(context, form.value, made.reason) }, { status: 400 });
  return redirect(`/studio/events/${made.value.eventId}`, 303);
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "plan.newTitle");

export default function NewEvent() {
  const t = useWords("studio");
  const { choices, zone } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("plan.newTitle")}</PageTitle>
      <PlanForm choices={choices} plan={{ zone }} against={null} tried={useActionData<typeof action>()} />
    </>
  );
}
