import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { CodeField } from "#app/ui/code-field.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { SameWords } from "#app/ui/same-words.tsx";

type Props = { typed: string | null; seen: { code: string | null; words: [string, string]; browser: string } | null; isTooMuch: boolean; back: string };

/** The place is elsewhere now. */
export function MovedAway() {
  const t = useWords("common");
  return (
    <Paper slit={false}>
      <h1>{t("handOver.moved")}</h1>
      <p className="lede">{t("handOver.movedText")}</p>
    </Paper>
  );
}

/** Handing one's place to another screen, on paper and without script: the code, the words, and the key. */
export function MoveAway({ typed, seen, isTooMuch, back }: Props) {
  const t = useWords("common");
  const { state } = useNavigation();
  return (
    <Paper>
      <h1>{t("handOver.title")}</h1>
      {seen ? (
        <>
          <p className="lede">{t("handOver.compare")}</p>
          <SameWords words={seen.words} browser={seen.browser} />
          <Form method="post" className="acts" replace>
            <input type="hidden" name="code" value={seen.code ?? ""} />
            <Button type="submit" kind="main" pending={state === "submitting"}>
              {t("handOver.go")}
            </Button>
          </Form>
        </>
      ) : (
        <>
          <p className="lede">{t("handOver.how")}</p>
          <Form method="get" className="form" replace>
            <CodeField
              label={t("handOver.code")}
              hint={t("handOver.codeHint")}
              name="code"
              length={8}
              errors={typed === null ? [] : [t(isTooMuch ? "handOver.tooMany" : "handOver.gone")]}
            />
            <Button type="submit" kind="main" pending={state === "loading"}>
              {t("handOver.look")}
            </Button>
          </Form>
        </>
      )}
      <p className="mt-4">
        <ButtonLink kind="plain" to={back}>
          {t("handOver.stop")}
        </ButtonLink>
      </p>
    </Paper>
  );
}
