import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { answer, isPlain } from "#app/studio/answer.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { readTable } from "#app/studio/guest-file.ts";
import { GuestPaste } from "#app/studio/guest-paste.tsx";
import { usePlaces } from "#app/studio/places.ts";
import { Saying } from "#app/studio/saying.tsx";
import { readUpload } from "#app/studio/upload.ts";
import { PageTitle } from "#app/ui/page-title.tsx";
import { guestFileMax, PastedGuests } from "#contracts/guests.ts";
import type { Outcome } from "#contracts/outcome.ts";
import { done } from "#contracts/outcome.ts";
import * as z from "#contracts/zod.ts";

const Pasting = PastedGuests.extend({ intent: z.enum(["read", "add"]) });
/** What was written, as it was written, even where it is too long to be read. */
const Written = z.object({ lines: z.string().catch(""), place: z.string().catch("online") });

/** The form by itself: where somebody without script comes back to, with what they wrote and what was read in it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  await context.admit(event.id, "guest.invite", "staff");
  return { event };
}

/** What the form carries; a file, sent where no script reads it, becomes the lines it holds. */
async function fieldsOf(request: Request): Promise<Outcome<FormData, "tooLarge" | "noFile" | "notATable">> {
  if (!request.headers.get("Content-Type")?.startsWith("multipart/form-data")) return done(await request.formData());
  const upload = await readUpload(request, guestFileMax);
  if (!upload.ok) return upload;
  const lines = readTable(upload.value.bytes);
  if (!lines.ok) return lines;
  const fields = new FormData();
  fields.set("lines", lines.value);
  fields.set("intent", "read");
  return done(fields);
}

/** Reads pasted guests and tells what adding them would do, or adds them; nobody is written to. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.invite", "staff");
  const fields = await fieldsOf(request);
  const written = isPlain(request) ? Written.parse(fields.ok ? Object.fromEntries(fields.value) : {}) : null; // a living page has it still
  if (!fields.ok) return data({ said: fields.reason, pasted: null, count: 0, written }, { status: 400 });
  const form = parseWithZod(fields.value, { schema: Pasting });
  if (form.status !== "success") return data({ said: "shape" as const, pasted: null, count: 0, written }, { status: 400 });
  const { lines, place, intent } = form.value;
  const pasted = await context.house.guests.paste(pass, lines, place, intent === "read");
  const told = {
    said: intent === "read" ? ("pasteRead" as const) : ("guestsPasted" as const),
    count: pasted.added.length,
    pasted,
    written,
  };
  // Lines that were refused are there to be mended.
  return intent === "add" && pasted.faults.length === 0 ? answer(request, `/studio/events/${pass.eventId}/guests`, told) : data(told);
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "paste.title");

export default function PasteGuests() {
  const t = useWords("studio");
  const { event } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const places = usePlaces(event);
  return (
    <>
      <PageTitle>
        {t("guests.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      {tried ? <Saying said={tried.said} count={tried.count} /> : null}
      <GuestPaste eventId={event.id} places={places} tried={tried} />
    </>
  );
}
