import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { useConsentWords } from "#app/studio/consent-words.ts";
import { Notice } from "#app/ui/notice.tsx";
import type { ConsentKind } from "#contracts/consents.ts";

type Note = { eventId: string; codeName: string; kind: ConsentKind; wish: string | null };

/** That another owner waits for one's word. */
export function ConsentNote({ note }: { note: Note }) {
  const t = useWords("studio");
  const inWords = useConsentWords();
  return (
    <Notice tone="wait" title={t("owners.waiting", { event: note.codeName })}>
      <p>
        {inWords(note)} <Link to={`/studio/events/${note.eventId}/owners`}>{t("owners.toRead")}</Link>
      </p>
    </Notice>
  );
}
