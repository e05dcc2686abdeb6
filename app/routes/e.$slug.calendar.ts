import type { LoaderFunctionArgs } from "@remix-run/node";
import { calendarAnswer } from "#app/lobby/calendar-answer.ts";

/** The calendar file of an open event, for anybody; gone when the event is over. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const shared = await context.house.events.shared(params.slug ?? "", context.lang);
  if (!shared?.calendar) throw context.notFound();
  return calendarAnswer(shared.calendar);
}
