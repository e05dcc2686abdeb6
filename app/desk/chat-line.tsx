import { memo } from "react";
import type { ActName, ChatActs } from "#app/desk/chat-acts.ts";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { Light } from "#app/ui/light.tsx";
import { When } from "#app/ui/when.tsx";
import type { DeskLine } from "#contracts/chat.ts";
import type { CommandReason } from "#contracts/commands.ts";

interface Props {
  line: DeskLine;
  zone: string;
  /** What can be done about it, while it is chosen; null while it is not. */
  acts: ChatActs | null;
  /** Why the last act on it came to nothing. */
  why: CommandReason | null;
  isModerating: boolean;
  onChoose: (lineId: string | null) => void;
}

/** One line of the conversation; chosen, it shows what can be done about it. Only that one is drawn again for whatever else is said. */
export const Line = memo(function Line({ line, zone, acts, why, isModerating, onChoose }: Props) {
  const t = useWords("desk");
  const isChosen = acts !== null;
  const name = line.fullName || line.who || t("chat.guest");
  const place = line.isStaff ? t("chat.maison") : (line.place ?? t("chat.online"));
  return (
    <li className="m" data-line={line.id} data-hidden={line.isHidden || undefined} data-chosen={isChosen || undefined}>
      <header>
        {isModerating ? (
          <button type="button" className="m__who" aria-expanded={isChosen} onClick={() => onChoose(isChosen ? null : line.id)}>
            {name}
          </button>
        ) : (
          <b>{name}</b>
        )}
        <span>{place}</span>
        {line.isRemoved ? <Light tone="stop">{t("chat.removed")}</Light> : line.isMuted ? <Light tone="wait">{t("chat.muted")}</Light> : null}
        {line.isHidden ? <Light tone="off">{t("chat.hidden")}</Light> : null}
        <When at={line.at} zone={zone} shape="time" fixed />
      </header>
      <p>{line.body}</p>
      {isModerating && acts ? <Acts line={line} name={name} acts={acts} /> : null}
      <Why reason={why} />
    </li>
  );
});

const signs = { hide: "H", mute: "M", remove: "X" } as const satisfies Record<ActName, string>;

function Acts({ line, name, acts }: { line: DeskLine; name: string; acts: ChatActs }) {
  const t = useWords("desk");
  const pending = acts.pending.get(line.id);
  const key = (act: ActName, word: string, press: () => unknown) =>
    acts.may(act, line) ? (
      <Button size="work" pending={pending === act} pendingWord={t("chat.pending")} aria-disabled={pending !== undefined || undefined} onClick={() => void press()}>
        {word} <span className="vh">{name}</span>
        <Kbd of={signs[act]} />
      </Button>
    ) : null;
  return (
    <div className="acts">
      {key("hide", t(line.isHidden ? "chat.show" : "chat.hide"), () => acts.toggleHidden(line))}
      {key("mute", t(line.isMuted ? "chat.unmute" : "chat.mute"), () => acts.toggleMuted(line))}
      {key("remove", t("chat.remove"), () => acts.askRemove(line))}
    </div>
  );
}
