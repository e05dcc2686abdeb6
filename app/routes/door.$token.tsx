import "#app/style/door.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CodeDoor } from "#app/door/code-door.tsx";
import { LinkDoor } from "#app/door/link-door.tsx";
import { ContinueKey, Elsewhere } from "#app/door/ways-in.tsx";
import { Greeting } from "#app/door/greeting.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";
import { Removed } from "#app/ui/removed.tsx";
import { DoorCode } from "#contracts/door.ts";

export const handle = { words: ["door"] } satisfies Handle;

/** Shows the door of a personal link; uses nothing up, for machines open links before people do. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  if (knock.state === "removed") return data({ asks: "nothing" as const }, { status: 403 });
  const { house, session, visitor } = context;
  const view = await house.guests.door(knock.pass, knock);
  if (view.asks === "code" && view.state === "elsewhere")
    await house.moves.openedAgain(knock.pass, knock, { sessionId: visitor.sessionId, browserWords: session.browserWords() });
  const headers = session.press ? undefined : { "Set-Cookie": session.givePress() };
  const at = `/door/${params.token}`;
  // Where the event is, only for a browser that went in.
  const goesTo = view.state === "here" ? `/${knock.kind === "speaker" ? "greenroom" : "room"}/${knock.pass.eventId}` : null;
  if (view.asks === "code") {
    const { maison, state, anotherBrowser } = view;
    return data({ asks: "code" as const, maison, state, anotherBrowser, goesTo, move: `${at}/move` }, headers ? { headers } : undefined);
  }
  const door = {
    ...view,
    asks: "link" as const,
    isSpeaker: knock.kind === "speaker",
    isRecorded: knock.pass.event.wishes.recording,
    isSent: new URL(request.url).searchParams.has("sent"),
    ...{ goesTo, again: `${at}/again` },
  };
  return data(door, headers ? { headers } : undefined);
}

/** Enters: uses the link up, binds this browser and gives it a new cookie. Who lost finds the same door with its reason. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const knock = await context.knock(params.token);
  if (!knock) throw context.notFound();
  const form = await request.formData();
  const instead = form.get("instead") === "yes";
  const typed = form.get("code");
  const { session, visitor, house } = context;
  const code = DoorCode.safeParse(typed).data ?? null;
  const entering = { sessionId: visitor.sessionId, browserWords: session.browserWords(), instead, press: session.press, code };
  const entered = await house.guests.enter(knock.pass, knock, entering);
  if (!entered.ok) {
    if (entered.reason === "gone") throw context.notFound();
    return data({ reason: entered.reason, typed: typeof typed === "string" ? typed.slice(0, 60) : "" }, { status: 409 });
  }
  const { to, eventId, sessionToken } = entered.value;
  return redirect(`/${to}/${eventId}`, { status: 303, headers: { "Set-Cookie": session.cookie(sessionToken) } });
}

/** The same for every link: a title must not tell one from another. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "door", "title");

export default function Door() {
  const t = useWords("door");
  const door = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  if (door.asks === "nothing") return <Removed />;
  if (door.asks === "link")
    return door.state === "elsewhere" ? (
      <Paper>
        <Elsewhere again={door.again} isSent={door.isSent} isSpeaker={door.isSpeaker} />
      </Paper>
    ) : (
      <LinkDoor door={door} />
    );
  if (door.goesTo === null) return <CodeDoor door={door} tried={tried} />;
  return (
    <Paper>
      <Greeting name={null} />
      <p className="lede">{t("expectedHere", { maison: door.maison })}</p>
      <ContinueKey to={door.goesTo} word={t("continue")} />
    </Paper>
  );
}
