import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { GuestFileDrop } from "#app/studio/guest-file-drop.tsx";
import type { Place } from "#app/studio/places.ts";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Light } from "#app/ui/light.tsx";
import { Select } from "#app/ui/select.tsx";
import { Textarea } from "#app/ui/textarea.tsx";
import type { Pasted } from "#server/guests/guests.ts";

const shownFaultsMax = 50;
const shownTextMax = 200;

type Written = { lines: string; place: string };
type Tried = { said: Said; count?: number; pasted: Pasted | null };
type Props = { eventId: string; places: readonly Place[]; tried?: Tried & { written: Written | null } };

/**
 * A list, pasted or from a file: read first, then added; what was read holds only for the very lines it was read from.
 * `tried`: what came of a plain form, with what was written.
 */
export function GuestPaste({ eventId, places, tried }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const paste = useActs<Tried>();
  const [written, setWritten] = useState<Written>(tried?.written ?? { lines: "", place: "online" });
  const [readFrom, setReadFrom] = useState(tried?.written ? JSON.stringify(tried.written) : null);
  const now = JSON.stringify(written);
  const { said, pasted } = paste.data ?? tried ?? { said: null, pasted: null };
  const goal = `/studio/events/${eventId}/guests/paste`;
  const readFile = (lines: string) => {
    const filled = { ...written, lines };
    setWritten(filled);
    setReadFrom(JSON.stringify(filled));
    paste.submit({ ...filled, intent: "read" }, { method: "post", action: goal });
  };
  const isRead = said === "pasteRead" && readFrom === now && pasted !== null && pasted.added.length > 0;
  return (
    <div className="form">
      <h2 id="paste-title">{t("paste.title")}</h2>
      <GuestFileDrop goal={goal} onLines={readFile} />
      <paste.Form method="post" action={goal} className="form" aria-labelledby="paste-title" onSubmit={() => setReadFrom(now)}>
        <Textarea label={t("paste.lines")} hint={t("paste.hint")} name="lines" rows={6} required value={written.lines} onChange={(event) => setWritten({ ...written, lines: event.target.value })} />
        <Select label={t("paste.place")} name="place" value={written.place} onChange={(event) => setWritten({ ...written, place: event.target.value })} choices={places} look="work" />
        {pasted ? <Read pasted={pasted} isDone={said === "guestsPasted"} /> : null}
        <div className="form__acts">
          {isRead ? (
            <Button type="submit" name="intent" value="add" kind="main" size="work" wide pending={paste.state !== "idle"}>
              {t("paste.add", { count: pasted.added.length })}
            </Button>
          ) : (
            <Button type="submit" name="intent" value="read" size="work" pending={paste.state !== "idle"}>
              {t("paste.read")}
            </Button>
          )}
          {isAlive || isRead ? null : (
            <Button type="submit" name="intent" value="add" size="work">
              {t("paste.addAll")}
            </Button>
          )}
        </div>
        <p className="soft small">{t("paste.calm")}</p>
      </paste.Form>
    </div>
  );
}

function Read({ pasted: { added, already, faults }, isDone }: { pasted: Pasted; isDone: boolean }) {
  const t = useWords("studio");
  return (
    <div role="status">
      <ul className="sum">
        <li>
          <b>{added.length}</b> <Light tone="ok">{t(isDone ? "paste.done" : "paste.ready")}</Light>
        </li>
        <li>
          <b>{already.length}</b> <Light tone="note">{t("paste.already")}</Light>
        </li>
        <li>
          <b>{faults.length}</b> <Light tone="stop">{t("paste.refused")}</Light>
        </li>
      </ul>
      {faults.length > 0 ? (
        <>
          <h3 className="mt-4 font-medium">{t("paste.why")}</h3>
          <ul className="why">
            {faults.slice(0, shownFaultsMax).map(({ line, text, fault }) => (
              <li key={line}>
                <b className="font-medium">{t("paste.line", { line })}</b> <span className="break-all">{text.length > shownTextMax ? `${text.slice(0, shownTextMax)}…` : text}</span>
                <p>{t(`paste.fault_${fault}`)}</p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
