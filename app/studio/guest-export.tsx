import { Form } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Segmented } from "#app/ui/segmented.tsx";
import { TakeOutReason } from "#contracts/guests.ts";

/** Taking the list out of the house: why, and that it is recorded. */
export function GuestExport({ goal, count }: { goal: string; count: number }) {
  const t = useWords("studio");
  return (
    <Form method="post" action={`${goal}/export`} reloadDocument className="form" aria-labelledby="export-title">
      <h2 id="export-title">{t("export.title")}</h2>
      <p className="soft">{t("export.text", { count })}</p>
      <Segmented legend={t("export.reason")} name="reason" className="seg--stack" look="work" choices={TakeOutReason.options.map((value) => ({ value, label: t(`export.reason_${value}`) }))} />
      <p className="soft">{t("export.recorded")}</p>
      <Button type="submit" kind="main" size="work">
        {t("export.go")}
      </Button>
    </Form>
  );
}
