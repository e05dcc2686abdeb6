import { PaperPlaneTiltIcon } from "@phosphor-icons/react/dist/csr/PaperPlaneTilt";
import type { FormEvent } from "react";
import { useState } from "react";
import { useAct, useIsInCommand } from "#app/desk/act.ts";
import { Why } from "#app/desk/why.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { ChatLine } from "#contracts/chat.ts";
import { chatLengthMax } from "#contracts/chat-limits.ts";

/** The house's own line to the room. What is written stays until the house has it. */
export function Write({ onSaid }: { onSaid: (line: ChatLine) => void }) {
  const t = useWords("desk");
  const post = useAct("chat.post");
  const isInCommand = useIsInCommand();
  const [text, setText] = useState("");
  const say = async (event: FormEvent) => {
    event.preventDefault();
    const body = text.trim();
    if (!body || !isInCommand) return;
    const outcome = await post.press({ body });
    if (!outcome?.ok) return;
    onSaid(outcome.value);
    setText((now) => (now.trim() === body ? "" : now));
  };
  return (
    <form className="write" onSubmit={say}>
      <Field
        label={t("chat.write")}
        hideLabel
        look="work"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={t("chat.write")}
        maxLength={chatLengthMax}
        autoComplete="off"
        enterKeyHint="send"
      />
      <Button type="submit" size="work" pending={post.isPending} aria-disabled={!isInCommand || undefined}>
        <Icon of={PaperPlaneTiltIcon} size="small" /> {t("chat.send")}
      </Button>
      <Why reason={post.why} />
    </form>
  );
}
