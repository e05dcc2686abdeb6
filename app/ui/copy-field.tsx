import { useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";

/** Something to take away, such as a link: readable, selected by a touch, copied by a button that says when it did. */
export function CopyField({ label, value, hint, look = "work" }: { label: string; value: string; hint?: string; look?: "touch" | "work" }) {
  const t = useWords("common");
  const box = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState<"copied" | "copyYourself" | null>(null);
  const copy = async () => {
    box.current?.querySelector("input")?.select();
    const done = await navigator.clipboard?.writeText(value).then(
      () => true,
      () => false,
    );
    setSaid(done ? "copied" : "copyYourself");
  };
  return (
    <div className="copy" ref={box}>
      <Field label={label} hint={hint} value={value} readOnly look={look} onFocus={(event) => event.currentTarget.select()} />
      <Button size={look} onClick={copy}>
        {t("copy")}
      </Button>
      <span className="small soft" role="status">
        {said ? t(said) : null}
      </span>
    </div>
  );
}
