import { Form } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";

/** What can be done with the ticked rows where there is no script: one form, its boxes in the table. */
export function GuestPlainActs({ goal, isDraft, mayInvite }: { goal: string; isDraft: boolean; mayInvite: boolean }) {
  const t = useWords("studio");
  if (!mayInvite) return null;
  return (
    <Form method="post" action={`${goal}/send`} id="bulk" className="tools">
      <Button type="submit" kind="main" size="work" aria-describedby={isDraft ? "send-hint" : undefined}>
        {t("guests.send")}
      </Button>
      {isDraft ? (
        <span id="send-hint" className="soft">
          {t("guests.draft")}
        </span>
      ) : null}
    </Form>
  );
}
