import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { answer } from "#app/studio/answer.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { GuestAdd } from "#app/studio/guest-add.tsx";
import { usePlaces } from "#app/studio/places.ts";
import { Saying } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { GuestForm } from "#contracts/guests.ts";

const refusals = { already: "guestAlready", placeUnknown: "placeUnknown", timeUnknown: "shape" } as const;

/** The form by itself: where somebody without script comes back to, with what they wrote. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  await context.admit(event.id, "guest.invite", "staff");
  return { event };
}

/** Puts one guest on the event's list; nobody is written to. What was written is kept when it cannot be. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const form = parseWithZod(await request.formData(), { schema: GuestForm });
  if (form.status !== "success") return data({ said: "shape" as const, result: form.reply() }, { status: 400 });
  const added = await context.house.guests.add(pass, form.value);
  if (!added.ok) return data({ said: refusals[added.reason], result: form.reply() }, { status: 409 });
  return answer(request, `/studio/events/${pass.eventId}/guests`, { said: "guestAdded", result: form.reply({ resetForm: true }) });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "add.title");

export default function AddGuest() {
  const t = useWords("studio");
  const { event } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const places = usePlaces(event);
  return (
    <>
      <PageTitle>
        {t("guests.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {tried ? <Saying said={tried.said} /> : null}
      <GuestAdd eventId={event.id} zone={event.zone} places={places} tried={tried?.result} />
    </>
  );
}
