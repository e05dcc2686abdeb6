import { useWords } from "#app/i18n/use-words.ts";
import { Light } from "#app/ui/light.tsx";

const faults = ["unreachable", "notAccepted", "recipientRefused", "withdrawn", "eventOver", "keyGone", "tooLate"] as const;
const isFault = (fault: string | null): fault is (typeof faults)[number] => (faults as readonly (string | null)[]).includes(fault);
const linkTones = { unopened: "off", opened: "note", entered: "ok", ended: "off" } as const;
type Props = { state: "waiting" | "sent" | "failed"; fault: string | null; link: keyof typeof linkTones | null };

/** How far a letter has come, and its link after it; a letter that failed says why, and what can be done. */
export function LetterState({ state, fault, link }: Props) {
  const t = useWords("studio");
  if (state === "waiting") return <Light tone="wait">{t(fault === "unreachable" ? "outbox.state_again" : "outbox.state_waiting")}</Light>;
  if (state === "sent") return link ? <Light tone={linkTones[link]}>{t(`outbox.link_${link}`)}</Light> : <Light tone="ok">{t("outbox.state_sent")}</Light>;
  const why = isFault(fault) ? fault : "notAccepted";
  return (
    <>
      <Light tone="stop">{t(`outbox.fault_${why}`)}</Light>
      <span className="soft block max-w-80 whitespace-normal">{t(`outbox.faultDo_${why}`)}</span>
    </>
  );
}
