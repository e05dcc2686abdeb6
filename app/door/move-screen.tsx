import { Form, useSubmit } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { Spelled } from "#app/ui/spelled.tsx";
import { moveSeconds } from "#contracts/codes.ts";

const lookEveryMs = 1500;

type Begun = { isTooMuch: true } | { isTooMuch: false; code: string; words: [string, string]; expiresAt: string };
type Props = { state: "waiting" | "approved" | "over"; door: string; begun: Begun | undefined };

/** The new screen: its code and its two words, until the seated one has typed and compared them. */
export function MoveScreen({ state, door, begun: answered }: Props) {
  const t = useWords("door");
  // Looking again forgets what the form was answered; the code is told once, so the screen keeps it.
  const kept = useRef(answered);
  if (answered) kept.current = answered;
  const begun = kept.current;
  const shown = begun && !begun.isTooMuch && state !== "over" ? begun : null;
  useLookAgain(state === "waiting" ? lookEveryMs : null);
  if (state === "approved") return <Approved door={door} />;
  return (
    <Paper>
      <h1>{t("move.title")}</h1>
      <p className="lede">{t(shown ? "move.waiting" : "move.how")}</p>
      {shown ? (
        <Shown code={shown.code} words={shown.words} expiresAt={shown.expiresAt} />
      ) : (
        <>
          {begun?.isTooMuch ? (
            <Notice tone="stop" className="mt-6" live="polite">
              {t("move.tooMuch")}
            </Notice>
          ) : null}
          {begun && !begun.isTooMuch ? (
            <Notice tone="wait" className="mt-6" live="polite">
              {t("move.over")}
            </Notice>
          ) : null}
          <Form method="post" className="acts" replace>
            <Button type="submit" kind="main">
              {t(begun ? "move.again" : "move.start")}
            </Button>
          </Form>
        </>
      )}
      <p className="small soft mt-6 max-w-112">{t("move.warn")}</p>
      <p className="mt-4">
        <ButtonLink kind="plain" to={door}>
          {t("move.back")}
        </ButtonLink>
      </p>
    </Paper>
  );
}

function Shown({ code, words, expiresAt }: { code: string; words: readonly [string, string]; expiresAt: string }) {
  const t = useWords("door");
  return (
    <dl className="shown">
      <div>
        <dt>{t("move.code")}</dt>
        <dd className="shown__code">
          <Spelled code={code} />
        </dd>
        <dd className="small soft">
          <Countdown at={expiresAt} nowAtServer={Date.parse(expiresAt) - moveSeconds * 1000} label={t("move.left")} zeroWord={t("move.over")} />
        </dd>
      </div>
      <div>
        <dt>{t("move.words")}</dt>
        <dd className="shown__words">{words.join(" ")}</dd>
        <dd className="small soft">{t("move.wordsHint")}</dd>
      </div>
    </dl>
  );
}

/** The place is here now: a press of the door's own key gives this browser its new cookie. It presses itself where it can. */
function Approved({ door }: { door: string }) {
  const t = useWords("door");
  const submit = useSubmit();
  const isPressed = useRef(false);
  useEffect(() => {
    if (isPressed.current) return;
    isPressed.current = true;
    submit(null, { method: "post", action: door, replace: true });
  }, [submit, door]);
  return (
    <Paper>
      <h1>{t("move.here")}</h1>
      <p className="lede" role="status">
        {t("move.hereText")}
      </p>
      <Form method="post" action={door} className="go" replace>
        <Button type="submit" kind="main" wide>
          {t("continue")}
        </Button>
      </Form>
    </Paper>
  );
}
