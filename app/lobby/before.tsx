import { useWords } from "#app/i18n/use-words.ts";
import { AddToCalendar } from "#app/lobby/add-to-calendar.tsx";
import { Companion } from "#app/lobby/companion.tsx";
import type { Hosting } from "#app/lobby/hosting.tsx";
import { HostingWords } from "#app/lobby/hosting.tsx";
import { LineHint } from "#app/lobby/line-hint.tsx";
import { SoundCheck } from "#app/lobby/sound-check.tsx";
import type { Bringing } from "#server/guests/companion.ts";

/** What somebody who waits may see to before it begins. */
export interface BeforeNow {
  eventId: string;
  hosting: Hosting;
  /** Null where nobody may be brought. */
  bringing: Bringing | null;
  /** Where the calendar file is; null where it comes by letter alone. */
  calendar: string | null;
}

/** Who hosts, what to expect, and what one may try in peace: sound, line, calendar, a companion. */
export function Before({ eventId, hosting, bringing, calendar }: BeforeNow) {
  const t = useWords("room");
  return (
    <div className="lobby">
      <HostingWords hosting={hosting} />
      <SoundCheck />
      <LineHint />
      {bringing ? <Companion eventId={eventId} bringing={bringing} /> : null}
      {calendar ? (
        <p className="lobby__acts">
          <AddToCalendar href={calendar} word={t("lobby.calendar")} />
        </p>
      ) : null}
    </div>
  );
}
