import { PaperPlaneTiltIcon } from "@phosphor-icons/react/dist/csr/PaperPlaneTilt";
import type { FormEvent, RefObject } from "react";
import { useId, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { classes } from "#app/ui/classes.ts";
import { Icon } from "#app/ui/icon.tsx";
import { chatLengthMax } from "#contracts/chat-limits.ts";

interface Props {
  field: RefObject<HTMLInputElement>;
  isOpen: boolean;
  /** Muted: may read, not write. */
  isPaused: boolean;
  isLost: boolean;
  onPost: (body: string) => void;
}

/** The line to write to the room. What is being written stays, whatever happens to the line to the house. */
export function Composer({ field, isOpen, isPaused, isLost, onPost }: Props) {
  const t = useWords("room");
  const [text, setText] = useState("");
  const id = useId();
  const post = (event: FormEvent) => {
    event.preventDefault();
    const body = text.trim();
    if (!body || !isOpen || isLost) return;
    onPost(body);
    setText("");
  };
  const word = isPaused ? t("chat.paused") : isOpen ? null : t("chat.closed");
  return (
    <form className="compose" onSubmit={post}>
      <div className="compose__row">
        <label className="vh" htmlFor={id}>
          {t("chat.write")}
        </label>
        <input
          ref={field}
          id={id}
          className={classes("field", !isOpen && "opacity-60")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("chat.write")}
          maxLength={chatLengthMax}
          readOnly={!isOpen}
          aria-disabled={!isOpen || undefined}
          aria-describedby={word ? `${id}-why` : undefined}
          autoComplete="off"
          enterKeyHint="send"
        />
        <button type="submit" className="send" aria-label={t("chat.send")} title={t("chat.send")} aria-disabled={!isOpen || isLost || undefined}>
          <Icon of={PaperPlaneTiltIcon} />
        </button>
      </div>
      {word ? (
        <p id={`${id}-why`} role={isPaused ? "status" : undefined}>
          {word}
        </p>
      ) : null}
    </form>
  );
}
