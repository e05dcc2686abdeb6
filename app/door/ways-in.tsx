import { ArrowRightIcon } from "@phosphor-icons/react/dist/csr/ArrowRight";
import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** The key that uses the link up; a plain form, so it works without script. */
export function EnterKey({ word, instead = false }: { word: string; instead?: boolean }) {
  const t = useWords("door");
  const { state } = useNavigation();
  return (
    <Form method="post" className="go" replace>
      <Button type="submit" name="instead" value={instead ? "yes" : "no"} kind="main" wide pending={state !== "idle"} pendingWord={t("entering")}>
        {word} <Icon of={ArrowRightIcon} />
      </Button>
    </Form>
  );
}

/** This browser went in before: it goes on without using anything up. */
export function ContinueKey({ to, word }: { to: string; word: string }) {
  return (
    <div className="go">
      <ButtonLink kind="main" wide to={to}>
        {word} <Icon of={ArrowRightIcon} />
      </ButtonLink>
    </div>
  );
}

/** Another browser used the link: a new one goes to the address the house holds, whoever asks. */
export function Elsewhere({ again, isSent, isSpeaker }: { again: string; isSent: boolean; isSpeaker: boolean }) {
  const t = useWords("door");
  const { state } = useNavigation();
  return (
    <>
      <h1>{t("elsewhere.title")}</h1>
      <p className="lede">{t(isSpeaker ? "elsewhere.textSpeaker" : "elsewhere.text")}</p>
      {isSent ? (
        <Notice tone="ok" title={t("elsewhere.sent")} live="polite" className="mt-6">
          {t("elsewhere.sentText")}
        </Notice>
      ) : (
        <Form method="post" action={again} className="acts" replace>
          <Button type="submit" kind="main" pending={state !== "idle"} pendingWord={t("elsewhere.sending")}>
            {t("elsewhere.send")}
          </Button>
        </Form>
      )}
      <p className="small soft mt-4 max-w-112">{t("elsewhere.notMe")}</p>
    </>
  );
}
