import type { LoaderFunctionArgs } from "@remix-run/node";
import { calendarAnswer } from "#app/lobby/calendar-answer.ts";

/** The calendar file of a guest who was let in: no more than their letter told. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const pass = await context.admit(params.eventId, "event.know");
  const found = await context.house.guests.calendar(pass, context.lang);
  if (!found) throw context.notFound();
  return calendarAnswer(found);
}
