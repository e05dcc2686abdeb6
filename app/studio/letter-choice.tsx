import { Form, useSubmit } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { LetterKind } from "#app/studio/letter-kinds.ts";
import { letterKinds } from "#app/studio/letter-kinds.ts";
import { Button } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Segmented } from "#app/ui/segmented.tsx";
import { Select } from "#app/ui/select.tsx";
import type { Language } from "#contracts/languages.ts";
import { languageNames, languages } from "#contracts/languages.ts";

/** Which letter, and in which language. */
export function LetterChoice({ asked }: { asked: { kind: LetterKind; lang: Language } }) {
  const t = useWords("studio");
  const submit = useSubmit();
  const isAlive = useHydrated();
  return (
    <Form method="get" className="letter__choice" onChange={(change) => submit(change.currentTarget, { replace: true, preventScrollReset: true })}>
      <Segmented legend={t("outbox.kind")} name="kind" defaultValue={asked.kind} choices={letterKinds.map((value) => ({ value, label: t(`outbox.kind_${value}`) }))} look="work" />
      <Select name="lang" label={t("letter.lang")} defaultValue={asked.lang} choices={languages.map((value) => ({ value, label: languageNames[value] }))} look="work" />
      {isAlive ? null : (
        <Button type="submit" size="work">
          {t("letter.show")}
        </Button>
      )}
    </Form>
  );
}
