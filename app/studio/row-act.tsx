import type { ReactNode } from "react";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";

type Props = {
  /** Where the form goes, and what it carries there. */
  goal: string;
  fields: Record<string, string>;
  /** The act in a word or two. */
  children: ReactNode;
  /** The whole act in words, with whom it befalls. */
  label?: string;
  title?: string;
  /** How the button stands among others. */
  look?: "plain" | "edge" | "main";
  /** The fetcher of whoever waits for the answer; the key's own where nobody does. */
  acts?: Pick<ReturnType<typeof useActs>, "Form" | "state">;
  className?: string;
};

/** One act of a row, done as soon as it is pressed; a plain form where there is no script. */
export function RowAct({ acts, ...rest }: Props) {
  return acts ? <ActForm acts={acts} {...rest} /> : <OwnAct {...rest} />;
}

function OwnAct(rest: Omit<Props, "acts">) {
  return <ActForm acts={useActs()} {...rest} />;
}

function ActForm({ goal, fields, children, label, title, look = "plain", acts: { Form, state }, className }: Props & Required<Pick<Props, "acts">>) {
  return (
    <Form method="post" action={goal} className={className}>
      <HiddenFields fields={fields} />
      <Button type="submit" kind={look} size="work" pending={state !== "idle"} aria-label={label} title={title}>
        {children}
      </Button>
    </Form>
  );
}

/** What a form carries that nobody types. */
export function HiddenFields({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
