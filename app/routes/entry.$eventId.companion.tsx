import "#app/style/door.css";
import "#app/style/lobby.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Companion } from "#app/lobby/companion.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { CompanionForm } from "#contracts/guests.ts";

export const handle = { words: ["room"] } satisfies Handle;

/** Whom a guest brings, on a page of its own: the lobby shows the same where there is script. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const pass = await context.admit(params.eventId, "companion.bring");
  const bringing = await context.house.guests.bringing(pass);
  if (!bringing) throw context.notFound();
  return { eventId: pass.eventId, bringing };
}

const typed = (value: FormDataEntryValue | null): string => (typeof value === "string" ? value.slice(0, 254) : "");

/** Names the one person a guest brings; what was typed is kept when nobody was. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "companion.bring");
  const fields = await request.formData();
  const kept = { name: typed(fields.get("name")), email: typed(fields.get("email")) };
  const form = CompanionForm.safeParse(kept);
  if (!form.success) {
    const isName = form.error.issues.some(({ path }) => path[0] === "name");
    return data({ fault: isName ? ("name" as const) : ("email" as const), ...kept }, { status: 400 });
  }
  const named = await context.house.guests.bring(pass, form.data);
  if (!named.ok) return data({ fault: named.reason, ...kept }, { status: 409 });
  return redirect(`/room/${pass.eventId}`, 303);
}

/** The same for every event. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "room", "title");

export default function CompanionPage() {
  const t = useWords("room");
  const now = useLoaderData<typeof loader>();
  return (
    <Paper foot={<ButtonLink kind="plain" to={`/room/${now.eventId}`}>{t("lobby.back")}</ButtonLink>}>
      <Companion {...now} isPage tried={useActionData<typeof action>()} />
    </Paper>
  );
}
