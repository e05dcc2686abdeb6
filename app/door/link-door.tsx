import { Asks } from "#app/door/asks.tsx";
import { Greeting } from "#app/door/greeting.tsx";
import { ContinueKey, EnterKey } from "#app/door/ways-in.tsx";
import { WhenAndWhere } from "#app/door/when-and-where.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Paper } from "#app/ui/paper.tsx";
import type { LinkDoor as Seen } from "#server/guests/door.ts";

type Props = { door: Omit<Seen, "asks"> & { isSpeaker: boolean; isRecorded: boolean; goesTo: string | null } };

/** The door of a link that is proof enough: who is expected, when, what is asked, and the key. */
export function LinkDoor({ door }: Props) {
  const t = useWords("door");
  const { guestName, eventName, maison, state, isSpeaker, isRecorded, goesTo } = door;
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
      <summary className="list-none cursor-pointer underline underline-offset-4 decoration-line-2 min-h-12 flex items-center w-fit">{t("notMe.title", { name })}</summary>
      <p className="mt-2 max-w-112">{t("notMe.text")}</p>
    </details>
  );
}
