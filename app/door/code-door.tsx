import { ArrowRightIcon } from "@phosphor-icons/react/dist/csr/ArrowRight";
import { Form, useNavigation } from "@remix-run/react";
import { Greeting } from "#app/door/greeting.tsx";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { CodeField } from "#app/ui/code-field.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { codeLength } from "#contracts/codes.ts";
import type { CodeDoor as Seen } from "#server/guests/door.ts";

type Tried = { reason: "elsewhere" | "otherPerson" | "wrongCode"; typed: string } | undefined;
type Props = { door: Pick<Seen, "maison" | "state" | "anotherBrowser"> & { move: string }; tried: Tried };

/** The door before the code: it names neither guest nor event, and says the same for every code that does not open. */
export function CodeDoor({ door, tried }: Props) {
  const t = useWords("door");
  const isElsewhere = door.state === "elsewhere";
  if (isElsewhere && door.anotherBrowser === "staffOnly")
    return (
      <Paper>
        <h1>{t("elsewhere.title")}</h1>
        <p className="lede">{t("elsewhere.staffOnly")}</p>
        <Told />
      </Paper>
    );
  return (
    <Paper foot={<p className="max-w-112">{t("code.noCode")}</p>}>
      {isElsewhere ? <h1>{t("elsewhere.title")}</h1> : <Greeting name={null} />}
      <p className="lede">{isElsewhere ? t("elsewhere.code") : t("code.expected", { maison: door.maison })}</p>
      <CodeForm tried={tried} isOther={door.state === "otherPerson" || tried?.reason === "otherPerson"} isMain={!isElsewhere} />
      {isElsewhere ? <MoveHere goal={door.move} /> : null}
      {isElsewhere ? <Told /> : null}
    </Paper>
  );
}

/** One field and one key; without script it is a plain form. */
export function CodeForm({ tried, isOther = false, isMain = true, action }: { tried: Tried; isOther?: boolean; isMain?: boolean; action?: string }) {
  const t = useWords("door");
  const { state, formData } = useNavigation();
  const isWrong = tried?.reason === "wrongCode";
  return (
    <>
      {isOther ? (
        <Notice tone="wait" title={t("code.other")} className="mt-5">
          {t("code.otherText")}
        </Notice>
      ) : null}
      <Form method="post" action={action} className="form" replace>
        <CodeField label={t("code.label")} hint={t("code.hint")} name="code" length={codeLength} defaultValue={tried?.typed} errors={isWrong ? [t("code.wrong")] : []} />
        <Button type="submit" name="instead" value={isOther ? "yes" : "no"} kind={isMain ? "main" : "edge"} wide pending={state === "submitting" && formData?.has("code")} pendingWord={t("entering")}>
          {t(isOther ? "code.goOther" : "code.go")} <Icon of={ArrowRightIcon} />
        </Button>
      </Form>
    </>
  );
}

/** The other way to another browser: the seated one hands the place over. */
function MoveHere({ goal }: { goal: string }) {
  const t = useWords("door");
  const { state, formAction } = useNavigation();
  return (
    <section className="asks mt-8!" aria-labelledby="move-here">
      <h2 id="move-here">{t("move.title")}</h2>
      <p className="soft mt-2 max-w-112">{t("move.how")}</p>
      <Form method="post" action={goal} className="acts mt-4!">
        <Button type="submit" pending={state !== "idle" && formAction === goal}>
          {t("move.start")}
        </Button>
      </Form>
    </section>
  );
}

/** A second opening is shown on both sides. */
function Told() {
  const t = useWords("door");
  return <p className="small soft mt-6 max-w-112">{t("elsewhere.told")}</p>;
}
