import type { FormEvent } from "react";
import { useEffect, useRef, useState } from "react";
import { HiddenFields } from "#app/studio/row-act.tsx";
import { saidTones } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Dialog } from "#app/ui/dialog.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";

type Props = {
  /** Where the form goes, and what it carries there. */
  goal: string;
  fields: Record<string, string>;
  word: string;
  /** The whole act in words, with whom it befalls; it names the button and heads the question. */
  label: string;
  text: string;
  keep: string;
  /** For what cannot be taken back: a sentence to agree to where no script can ask; it then stands with the whole text. */
  meant?: string;
  /** How the button stands: in a row of others, or by itself. */
  look?: "plain" | "edge";
};

/** An act that takes something away, asked about before it is done; a plain form where there is no script. The focus stays in its row, or goes to the top of the page. */
export function ConfirmAct({ goal, fields, word, label, text, keep, meant, look = meant ? "edge" : "plain" }: Props) {
  const acts = useActs();
  const isAlive = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const [isAsked, setIsAsked] = useState(false);
  const { data } = acts;
  useEffect(() => {
    // The button goes with what it took away: the focus stays where it stood.
    const place = data && saidTones[data.said] === "ok" ? form.current?.closest<HTMLElement>("tr, main") : null;
    if (!place) return;
    place.tabIndex = -1;
    place.focus();
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
      <acts.Form ref={form} method="post" action={goal} onSubmit={ask} className={meant ? "grid gap-3 justify-items-start" : undefined}>
        <HiddenFields fields={fields} />
        {meant && !isAlive ? (
          <>
            <p className="soft max-w-160">{text}</p>
            <Check required>{meant}</Check>
          </>
        ) : null}
        <Button type="submit" kind={look} size="work" pending={acts.state !== "idle"} aria-label={label}>
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
