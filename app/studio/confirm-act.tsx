import type { FormEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { saidTones } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Dialog } from "#app/ui/dialog.tsx";

type Props = {
  /** Where the form goes, and what it carries there. */
  goal: string;
  fields: Record<string, string>;
  word: string;
  /** The whole act in words, with whom it befalls; it names the button and heads the question. */
  label: string;
  text: string;
  keep: string;
};

/** An act that takes something away, asked about before it is done; a plain form where there is no script. It stands in a table's row, which keeps the focus. */
export function ConfirmAct({ goal, fields, word, label, text, keep }: Props) {
  const acts = useActs();
  const form = useRef<HTMLFormElement>(null);
  const [isAsked, setIsAsked] = useState(false);
  const { data } = acts;
  useEffect(() => {
    // The button goes with what it took away: the focus stays in its row.
    const row = data && saidTones[data.said] === "ok" ? form.current?.closest("tr") : null;
    if (!row) return;
    row.tabIndex = -1;
    row.focus();
  }, [data]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
  };
  const act = () => {
    setIsAsked(false);
    acts.submit(fields, { method: "post", action: goal });
  };
  return (
    <>
      <acts.Form ref={form} method="post" action={goal} onSubmit={ask}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" kind="plain" size="work" pending={acts.state !== "idle"} aria-label={label}>
          {word}
        </Button>
      </acts.Form>
      {isAsked ? (
        <div className="text-left whitespace-normal">
          <Dialog
            open
            alert
            onClose={() => setIsAsked(false)}
            title={label}
            acts={
              <>
                <Button size="work" onClick={() => setIsAsked(false)}>
                  {keep}
                </Button>
                <Button kind="stop" size="work" onClick={act}>
                  {word}
                </Button>
              </>
            }
          >
            <p>{text}</p>
          </Dialog>
        </div>
      ) : null}
    </>
  );
}
