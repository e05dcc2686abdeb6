import "#app/style/desk.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Desk } from "#app/desk/desk.tsx";
import type { DeskData } from "#app/desk/desk-data.ts";
import { asDeskLine } from "#app/desk/desk-data.ts";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { LiveProvider } from "#app/live/live.tsx";

export const handle = { words: ["desk"], light: "down" } satisfies Handle;

/** What the desk shows, as far as this member of staff may see it; each part is asked for at the door. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const look = await context.look(params.eventId, "staff");
  if (look?.decision.why === "stepsLeft") throw redirect(`/entry/${params.eventId}?as=staff`);
  const pass = await context.admit(params.eventId, "desk.see", "staff");
  const { may, eventId } = pass;
  const { house } = context;
  const nowAtServer = context.clock.now();
  const lines = async () => {
    if (may.has("chat.moderate")) return house.chat.desk(await context.admit(eventId, "chat.moderate", "staff"));
    return may.has("chat.read") ? (await house.chat.latest(await context.admit(eventId, "chat.read", "staff"))).map(asDeskLine) : null;
  };
  const numbers = async () => {
    if (!may.has("numbers.see")) return { attendance: null, reacted: null };
    const seen = await context.admit(eventId, "numbers.see", "staff");
    const attendance = await house.attendance.now(seen);
    return { attendance, reacted: { totals: await house.reactions.totals(seen), history: await house.reactions.history(pass) } };
  };
  const event = await house.events.read(await context.admit(eventId, "event.know", "staff"));
  const { title, codeName, level, phase, startsAt, doorsAt, liveAt, endedAt, zone, boutiques, wishes } = event;
  return {
    ...{ nowAtServer, eventId, title, codeName, level, phase, startsAt, doorsAt, liveAt, endedAt, zone, boutiques },
    isRecorded: wishes.recording,
    may: [...may],
    mediaWord: context.mediaWord(),
    stage: await house.stage.now(pass),
    curtainSince: house.stage.curtainSince(pass),
    reveals: await house.stage.reveals(pass),
    backstage: await house.stage.backstage(pass),
    lines: await lines(),
    ...(await numbers()),
  } satisfies DeskData;
}

export const meta: MetaFunction = ({ matches }) => [...titled(matches, "desk", "title"), { name: "robots", content: "noindex" }];

export default function DeskPage() {
  const desk = useLoaderData<typeof loader>();
  return (
    <LiveProvider eventId={desk.eventId} as="staff" may={desk.may} phase={desk.phase}>
      <Desk desk={desk} />
    </LiveProvider>
  );
}
