import { useWords } from "#app/i18n/use-words.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { Phase } from "#contracts/event.ts";

const takesTablets: readonly Phase[] = ["announced", "doors", "live"];
type Props = { code: string; events: readonly { id: string; title: string; phase: Phase }[] };

/** A tablet's code without an event: which one it is for. */
export function PairWith({ code, events }: Props) {
  const t = useWords("studio");
  const open = events.filter(({ phase }) => takesTablets.includes(phase));
  return (
    <Notice title={t("events.pair")}>
      <p>{t(open.length > 0 ? "events.pairText" : "events.pairNone")}</p>
      <p className="tools mt-2">
        {open.map(({ id, title }) => (
          <ButtonLink key={id} size="work" to={`/studio/events/${id}/tablets?code=${code}`}>
            {title}
          </ButtonLink>
        ))}
      </p>
    </Notice>
  );
}
