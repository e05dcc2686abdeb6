import { useNavigation, useSubmit } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { PasskeyButton } from "#app/studio/passkey-button.tsx";
import { Notice } from "#app/ui/notice.tsx";

type Props = {
  /** The house's question, as JSON; null where there is nobody to ask. */
  asked: string | null;
  action: "/studio/sign-in/passkey" | "/studio/step-up/passkey";
  /** What goes along with the browser's answer. */
  more?: Record<string, string>;
  /** Whether the passkey given just now could not be checked. */
  isWrong: boolean;
  main?: boolean;
  children: string;
};

/** Going on by a passkey, in one press; nothing where there is none to ask for. */
export function PasskeyDoor({ asked, action, more = {}, isWrong, main = true, children }: Props) {
  const t = useWords("studio");
  const submit = useSubmit();
  const { state, formAction } = useNavigation();
  if (asked === null) return null;
  return (
    <>
      <div className="sign empty:hidden">
        <PasskeyButton asked={{ use: asked }} onAnswer={(answer) => submit({ answer, ...more }, { method: "post", action })} pending={state !== "idle" && formAction === action} main={main} wide>
          {children}
        </PasskeyButton>
      </div>
      {isWrong ? (
        <Notice tone="stop" live="assertive" className="mt-5">
          {t("signIn.passkeyWrong")}
        </Notice>
      ) : null}
    </>
  );
}
