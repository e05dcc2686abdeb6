import { Form } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** An event in quarantine, and the way out of it for an owner. */
export function Quarantine({ eventId, mayReopen }: { eventId: string; mayReopen: boolean }) {
  const t = useWords("studio");
  return (
    <Notice tone="stop" title={t("quarantine.title")}>
      <p>{t("quarantine.text")}</p>
      {mayReopen ? (
        <Form method="post" action={`/studio/events/${eventId}/reopen`}>
          <Button type="submit" size="work">
            {t("quarantine.act")}
          </Button>
        </Form>
      ) : null}
    </Notice>
  );
}
