import "#app/style/door.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Asks } from "#app/door/asks.tsx";
import { Greeting } from "#app/door/greeting.tsx";
import { ContinueKey, Elsewhere, EnterKey } from "#app/door/ways-in.tsx";
import { WhenAndWhere } from "#app/door/when-and-where.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";

export const handle = { words: ["door"] } satisfies Handle;

/** Shows the door of a personal link; uses nothing up, for machines open links before people do. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  const { phase, state, ...view } = await context.house.guests.door(knock.pass, knock);
  const goesTo = `/${knock.kind === "speaker" ? "greenroom" : "room"}/${knock.pass.eventId}`;
  const headers = context.session.press ? undefined : { "Set-Cookie": context.session.givePress() };
  const door = {
    ...view,
    ...{ phase, state },
    isSpeaker: knock.kind === "speaker",
    isRecorded: knock.pass.event.wishes.recording,
    isSent: new URL(request.url).searchParams.has("sent"),
    // Where the event is, only for a browser that went in.
    goesTo: state === "here" ? goesTo : null,
    again: `/door/${params.token}/again`,
  };
  return data(door, headers ? { headers } : undefined);
}

/** Enters: uses the link up, binds this browser and gives it a new cookie. Who lost finds the same door with its reason. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  const instead = (await request.formData()).get("instead") === "yes";
  const { session, visitor, house } = context;
  const entering = { sessionId: visitor.sessionId, browserWords: session.browserWords(), instead, press: session.press };
  const entered = await house.guests.enter(knock.pass, knock, entering);
  if (!entered.ok) {
    if (entered.reason === "gone") throw context.notFound();
    return data({ reason: entered.reason }, { status: 409 });
  }
  const { to, eventId, sessionToken } = entered.value;
  return redirect(`/${to}/${eventId}`, { status: 303, headers: { "Set-Cookie": session.cookie(sessionToken) } });
}

/** The same for every link: a title must not tell one from another. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "door", "title");

export default function Door() {
  const t = useWords("door");
  const door = useLoaderData<typeof loader>();
  const { guestName, eventName, maison, state, isSpeaker, isRecorded, goesTo } = door;
  if (state === "elsewhere")
    return (
      <Paper>
        <Elsewhere again={door.again} isSent={door.isSent} isSpeaker={isSpeaker} />
      </Paper>
    );
  const enter = t(isSpeaker ? "enter.greenroom" : door.phase === "live" ? "enter.room" : "enter.lobby");
  const lede = eventName ? t(isSpeaker ? "expectedOnStage" : "expected", { event: eventName, maison }) : t("expectedHere", { maison });
  const whoElse = { other: door.otherName ?? t("otherPerson.somebody"), name: guestName ?? t("otherPerson.somebody") };
  return (
    <Paper foot={guestName ? <NotMe name={guestName} /> : undefined}>
      {state === "otherPerson" ? <h1>{t("otherPerson.title", whoElse)}</h1> : <Greeting name={guestName} />}
      <p className="lede">{state === "otherPerson" ? t("otherPerson.text", whoElse) : lede}</p>
      <WhenAndWhere {...door} />
      {state === "here" ? null : <Asks isRecorded={isRecorded} isSpeaker={isSpeaker} />}
      {goesTo ? (
        <ContinueKey to={goesTo} word={t("continue")} />
      ) : state === "otherPerson" ? (
        <EnterKey word={t("otherPerson.continue", whoElse)} instead />
      ) : (
        <EnterKey word={enter} />
      )}
    </Paper>
  );
}

/** Somebody else's link: what to do with it, without telling who it is for again. */
function NotMe({ name }: { name: string }) {
  const t = useWords("door");
  return (
    <details>
      <summary className="list-none cursor-pointer underline underline-offset-4 decoration-line-2">{t("notMe.title", { name })}</summary>
      <p className="mt-2 max-w-112">{t("notMe.text")}</p>
    </details>
  );
}
