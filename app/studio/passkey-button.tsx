import { KeyIcon } from "@phosphor-icons/react/dist/csr/Key";
import type { ReactNode } from "react";
import { useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** The house's question, as JSON: to use a passkey, or to make one. */
type Asked = { use: string } | { make: string };
type Props = {
  asked: Asked;
  /** Takes the browser's answer, as JSON. */
  onAnswer: (answer: string) => void;
  pending: boolean;
  look?: "touch" | "work";
  wide?: boolean;
  main?: boolean;
  children: ReactNode;
};

/** What went wrong, of what somebody can do something about. */
const wordOf = (fault: unknown) =>
  fault instanceof Error && fault.name === "InvalidStateError" ? ("passkey.known" as const) : ("passkey.stopped" as const);

/** Asks the browser for a passkey, or to make one, in one press. Nothing stands here where there is no script, or no passkeys. */
export function PasskeyButton({ asked, onAnswer, pending, look = "touch", wide, main = true, children }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const [wrong, setWrong] = useState<ReturnType<typeof wordOf> | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  if (!isAlive || typeof PublicKeyCredential === "undefined") return null;
  const press = async () => {
    setWrong(null);
    setIsAsking(true);
    try {
      const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
      const answer = "use" in asked ? await startAuthentication({ optionsJSON: JSON.parse(asked.use) }) : await startRegistration({ optionsJSON: JSON.parse(asked.make) });
      onAnswer(JSON.stringify(answer));
    } catch (fault) {
      setWrong(wordOf(fault));
    } finally {
      setIsAsking(false);
    }
  };
  return (
    <div className="grid gap-3">
      <Button kind={main ? "main" : "edge"} size={look} wide={wide} pending={pending || isAsking} onClick={press}>
        <Icon of={KeyIcon} />
        {children}
      </Button>
      {wrong ? (
        <Notice tone="stop" live="assertive">
          {t(wrong)}
        </Notice>
      ) : null}
    </div>
  );
}
