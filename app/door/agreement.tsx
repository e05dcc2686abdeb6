import type { SubmissionResult } from "@conform-to/react";
import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { TextParts } from "#app/ui/text-parts.tsx";
import { languageNames } from "#contracts/languages.ts";
import type { AgreementToRead } from "#server/door/sign.ts";

type Tried = { result: SubmissionResult; reason: "shape" | "changed" | "name" } | undefined;
type Props = { eventId: string; as: "event" | "staff"; text: AgreementToRead; isForeign: boolean; tried: Tried };

/** The agreement: read to its end on the page itself, then signed with one's name, or declined. */
export function Agreement({ eventId, as, text, isForeign, tried }: Props) {
  const t = useWords("door");
  const isAlive = useHydrated();
  const { state, formAction } = useNavigation();
  const { end, isRead } = useReadToEnd();
  const isHeldBack = isAlive && !isRead;
  const typed = tried?.result.initialValue?.name;
  const wrong = { shape: t("agreement.nameWrong"), name: t("agreement.nameWrong"), changed: null };
  const error = tried ? wrong[tried.reason] : null;
  const refuse = `/entry/${eventId}/refuse`;
  return (
    <Paper slit={false}>
      <h1>{t("agreement.title")}</h1>
      <p className="lede">{t("agreement.lead", { name: text.name })}</p>
      {tried?.reason === "changed" ? (
        <Notice tone="wait" className="mt-5" live="assertive">
          {t("agreement.changed")}
        </Notice>
      ) : null}
      {isForeign ? (
        <Notice className="mt-5">{t("agreement.foreign", { language: languageNames[text.language] })}</Notice>
      ) : null}
      <article className="agreement" lang={text.language} aria-label={t("agreement.title")}>
        <TextParts text={text.body} />
      </article>
      <p ref={end} className="small soft num break-all">
        {t("agreement.end", { version: text.version, sha256: text.sha256 })}
      </p>
      <Form method="post" className="form" replace>
        <input type="hidden" name="as" value={as} />
        <input type="hidden" name="version" value={text.version} />
        <input type="hidden" name="language" value={text.language} />
        {isAlive ? (
          <input type="hidden" name="read" value={isRead ? "yes" : "no"} />
        ) : (
          <Check name="read" value="yes" required>
            {t("agreement.read")}
          </Check>
        )}
        <Field
          label={t("agreement.name")}
          hint={t("agreement.nameHint", { name: text.name })}
          name="name"
          defaultValue={typeof typed === "string" ? typed : ""}
          errors={error ? [error] : []}
          required
          maxLength={160}
          autoComplete="name"
          autoCapitalize="words"
          spellCheck={false}
        />
        <Button
          type="submit"
          kind="main"
          wide
          aria-disabled={isHeldBack || undefined}
          aria-describedby={isHeldBack ? "read-first" : undefined}
          onClick={(event) => isHeldBack && event.preventDefault()}
          pending={state !== "idle" && formAction !== refuse}
          pendingWord={t("agreement.signing")}
        >
          {t("agreement.sign")}
        </Button>
        {isHeldBack ? (
          <p id="read-first" className="small soft">
            {t("agreement.readFirst")}
          </p>
        ) : null}
      </Form>
      <Form method="post" action={refuse} className="mt-4" replace>
        <input type="hidden" name="as" value={as} />
        <Button type="submit" kind="plain" pending={state !== "idle" && formAction === refuse}>
          {t("agreement.decline")}
        </Button>
      </Form>
      <Said lang={text.language} />
    </Paper>
  );
}

function Said({ lang }: { lang: string }) {
  const t = useWords("door");
  const here = useLanguage();
  return (
    <p className="small soft mt-6 max-w-112" lang={here === lang ? undefined : here}>
      {t("agreement.kept")}
    </p>
  );
}

/** Whether the end of the text has been on screen, or gone past; it stays read. */
function useReadToEnd() {
  const end = useRef<HTMLParagraphElement>(null);
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    // What lies above the screen counts as seen, too: the End key jumps over the mark.
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && setRead(true), { rootMargin: "1000000px 0px 0px 0px" });
    watch.observe(mark);
    return () => watch.disconnect();
  }, []);
  return { end, isRead };
}
