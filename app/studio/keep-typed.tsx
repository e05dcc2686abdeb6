import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { rememberTyped, writeAgain } from "#app/studio/typed.ts";
import { useToast } from "#app/ui/toast.tsx";

/** Whoever is asked to prove themselves in the middle of a form finds it as they left it. */
export function KeepTyped() {
  const t = useWords("studio");
  const tell = useToast();
  useEffect(() => {
    if (writeAgain()) tell(t("stepUp.typedIsBack"));
    document.addEventListener("submit", rememberTyped, true);
    return () => document.removeEventListener("submit", rememberTyped, true);
  }, [t, tell]);
  return null;
}
