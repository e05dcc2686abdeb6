import { Form } from "@remix-run/react";
import type { DragEvent } from "react";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { readTable } from "#app/studio/guest-file.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { guestFileMax } from "#contracts/guests.ts";

type Fault = "tooLarge" | "notATable";
type Props = { goal: string; onLines: (lines: string) => void };

/** A list that comes as a file, chosen or dropped: read in the browser into lines to be pasted; without script the house reads it. */
export function GuestFileDrop({ goal, onLines }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = file.size > guestFileMax ? null : readTable(new Uint8Array(await file.arrayBuffer()));
    setFault(read?.ok ? null : (read?.reason ?? "tooLarge"));
    if (read?.ok) onLines(read.value);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <Form
      method="post"
      action={goal}
      encType="multipart/form-data"
      className="form drop"
      data-over={isOver || undefined}
      aria-label={t("paste.file")}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Field
        type="file"
        name="file"
        required
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        label={t("paste.file")}
        hint={t("paste.fileHint", { max: guestFileMax / 1024 / 1024 })}
        errors={fault ? [t(`said.${fault}`)] : []}
        look="work"
        className="product__file"
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = ""; // the same file again, once it is mended, is a change too
        }}
      />
      {isAlive ? null : (
        <Button type="submit" size="work">
          {t("paste.readFile")}
        </Button>
      )}
    </Form>
  );
}
