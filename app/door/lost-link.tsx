import { PaperPlaneTiltIcon } from "@phosphor-icons/react/dist/csr/PaperPlaneTilt";
import { Form, Link, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";

/** Asks for a new link by one's address. What follows is the same word for everybody. */
export function LostLink({ isAsked, tried }: { isAsked: boolean; tried: { typed: string } | undefined }) {
  const t = useWords("door");
  const { state } = useNavigation();
  return (
    <Paper slit={false}>
      <h1>{t("lost.title")}</h1>
      {isAsked ? (
        <>
          <Notice tone="ok" title={t("lost.asked")} live="polite" className="mt-6">
            {t("lost.askedText")}
          </Notice>
          <p className="soft mt-4 max-w-112">{t("lost.else")}</p>
          <p className="mt-4">
            <Link to="/lost">{t("lost.again")}</Link>
          </p>
        </>
      ) : (
        <>
          <p className="lede">{t("lost.text")}</p>
          <Form method="post" className="form" replace>
            <Field label={t("lost.email")} name="email" type="email" defaultValue={tried?.typed} errors={tried ? [t("lost.wrong")] : []} required maxLength={254} autoComplete="email" spellCheck={false} />
            <Button type="submit" kind="main" wide pending={state !== "idle"} pendingWord={t("lost.asking")}>
              <Icon of={PaperPlaneTiltIcon} /> {t("lost.send")}
            </Button>
          </Form>
          <p className="small soft mt-4 max-w-112">{t("lost.else")}</p>
        </>
      )}
    </Paper>
  );
}
