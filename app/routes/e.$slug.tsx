import "#app/style/door.css";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { AddToCalendar } from "#app/lobby/add-to-calendar.tsx";
import { JoinForm } from "#app/public/join-form.tsx";
import { PhaseLight } from "#app/public/phase-light.tsx";
import { shared, toldIn } from "#app/public/shared.ts";
import { Structured } from "#app/public/structured.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { DateBlock } from "#app/ui/date-block.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { PublicJoin } from "#contracts/guests.ts";

export const handle = { words: ["public"] } satisfies Handle;

/** One open event, as anybody may see it; a browser that joined before is shown the way to its seat. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await context.house.events.open(params.slug ?? "");
  const look = event && (await context.look(event.eventId));
  if (!event || !look) throw context.notFound();
  const { eventId, version: _version, ...card } = event;
  const { kind } = look.holder;
  return {
    ...card,
    url: `${context.origin}/e/${params.slug}`,
    picture: `${context.origin}/e/${params.slug}/card.png`,
    calendar: card.phase === "ended" ? null : `/e/${params.slug}/calendar`,
    maison: (await context.maison()).name,
    mayEnter: look.decision.may.has("door.enter"),
    goesTo: kind === "guest" ? `/room/${eventId}` : kind === "speaker" ? `/greenroom/${eventId}` : null,
  };
}

/** Joins with a name or none; an event that is over meanwhile shows so. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const event = await context.house.events.open(params.slug ?? "");
  const look = event && (await context.look(event.eventId));
  if (!event || !look) throw context.notFound();
  if (!look.decision.may.has("door.enter")) return redirect(`/e/${params.slug}`, 303);
  const form = parseWithZod(await request.formData(), { schema: PublicJoin });
  if (form.status !== "success") return data(form.reply(), { status: 400 });
  const pass = await context.admit(event.eventId, "door.enter");
  const { session, visitor, lang, house } = context;
  if (!(await house.guests.mayJoin(pass, session.address))) throw data(null, { status: 429, headers: { "Retry-After": "600" } });
  const browser = { sessionId: visitor.sessionId, browserWords: session.browserWords(), language: lang };
  const joined = await house.guests.joinOpen(pass, form.value, browser);
  if (!joined) throw context.notFound(); // raised meanwhile
  const { eventId, sessionToken } = joined;
  return redirect(`/room/${eventId}`, { status: 303, headers: { "Set-Cookie": session.cookie(sessionToken) } });
}

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => (data ? shared(matches, data) : []);

export default function OpenEvent() {
  const t = useWords("public");
  const event = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const { title, maison, phase, startsAt, zone, place, format, mayEnter, goesTo, calendar, hosting } = event;
  const about = toldIn(useLanguage(), event);
  const word = phase === "announced" ? "event.notYet" : phase === "live" ? "event.live" : phase === "doors" ? "event.doors" : "event.ended";
  return (
    <Paper foot={<Link to="/" className="min-h-12 inline-flex items-center">{t("back")}</Link>} slit={phase !== "ended"}>
      <h1>{title}</h1>
      <p className="lede">{phase === "ended" ? t("event.ended") : t("event.by", { maison })}</p>
      <DateBlock
        startsAt={startsAt}
        zone={zone}
        about={<PhaseLight phase={phase} />}
        title={t("event.where")}
        facts={[place ?? t("event.online"), ...(format === "inStore" ? [] : [t("event.onlineText")])]}
      />
      {phase === "ended" ? null : <Structured {...event} about={about} />}
      {hosting.hostedBy || hosting.welcome ? (
        <section className="asks" aria-labelledby="hosting">
          <h2 id="hosting">{hosting.hostedBy ? t("event.hostedBy", { host: hosting.hostedBy }) : t("event.expect")}</h2>
          {hosting.welcome ? <p className="soft mt-2 max-w-112 whitespace-pre-line">{hosting.welcome}</p> : null}
        </section>
      ) : null}
      {phase === "ended" ? null : <p className="mt-6">{t(goesTo ? "join.here" : word)}</p>}
      {goesTo && phase !== "ended" ? (
        <div className="go">
          <ButtonLink kind="main" wide to={goesTo}>
            {t("join.continue")}
          </ButtonLink>
        </div>
      ) : mayEnter ? (
        <JoinForm lastResult={tried} />
      ) : null}
      {calendar ? (
        <p className="mt-4">
          <AddToCalendar href={calendar} word={t("event.calendar")} />
        </p>
      ) : null}
    </Paper>
  );
}
