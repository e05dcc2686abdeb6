import { CheckCircleIcon } from "@phosphor-icons/react/dist/csr/CheckCircle";
import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import { XIcon } from "@phosphor-icons/react/dist/csr/X";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Icon } from "#app/ui/icon.tsx";

type Toast = { id: number; tone: "ok" | "stop"; text: string };
type Tell = (text: string, tone?: Toast["tone"]) => void;
const Telling = createContext<Tell>(() => {});
const staysMs = 6000;

/** Says something that happened, in passing: `const tell = useToast(); tell(t("saved"))`. A refusal (`"stop"`) stays until it is closed. */
export const useToast = () => useContext(Telling);

/** Holds what is said in passing; stands once around a persona's screens. */
export function Toasts({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const tell = useCallback<Tell>((text, tone = "ok") => {
    next.current += 1;
    const toast = { id: next.current, tone, text };
    setToasts((all) => [...all.slice(-2), toast]);
  }, []);
  return (
    <Telling.Provider value={tell}>
      {children}
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <Told key={toast.id} toast={toast} drop={drop} />
        ))}
      </div>
    </Telling.Provider>
  );
}

function Told({ toast, drop }: { toast: Toast; drop: (id: number) => void }) {
  const t = useWords("common");
  useEffect(() => {
    if (toast.tone === "stop") return;
    const timer = setTimeout(drop, staysMs, toast.id);
    return () => clearTimeout(timer);
  }, [toast, drop]);
  return (
    <div className={`notice notice--${toast.tone}`}>
      <Icon of={toast.tone === "ok" ? CheckCircleIcon : ProhibitIcon} />
      <span>{toast.text}</span>
      <IconButton icon={XIcon} label={t("close")} size="work" onClick={() => drop(toast.id)} />
    </div>
  );
}
