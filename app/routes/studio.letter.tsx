import "#app/style/studio-plan.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { LetterChoice } from "#app/studio/letter-choice.tsx";
import { letterKinds } from "#app/studio/letter-kinds.ts";
import { LetterSeen } from "#app/studio/letter-seen.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { languages } from "#contracts/languages.ts";
import * as z from "#contracts/zod.ts";

const Asked = z.object({ kind: z.enum(letterKinds).catch("invitation"), lang: z.enum(languages).nullable().catch(null) });

/** A letter of the event as it would be sent now, to somebody made up. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "letter.read", "staff");
  const { kind, lang } = Asked.parse({ kind: null, lang: null, ...Object.fromEntries(new URL(request.url).searchParams) });
  const spoken = lang ?? context.lang;
  return { event, asked: { kind, lang: spoken }, letter: await context.house.mail.preview(pass, kind, spoken) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "letter.title");

export default function LetterBefore() {
  const t = useWords("studio");
  const { asked, letter } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("letter.title")}</PageTitle>
      <p className="soft max-w-160">{t("letter.text")}</p>
      <LetterChoice asked={asked} />
      <LetterSeen letter={letter} />
    </>
  );
}
