import { LockIcon } from "@phosphor-icons/react/dist/csr/Lock";
import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { tabletFetch } from "#app/keys/signed-fetch.ts";
import { StaffSheet } from "#app/tablet/staff-sheet.tsx";
import { Button } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";

/** Without a touch for so long the corner locks itself; nothing of it is kept over a reload. */
const locksAfterMs = 40_000;
const digits = 6;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "back", "0", "close"] as const;

export interface CornerPlace {
  isKeyed: boolean;
  boutique: string;
  number: number;
  eventName: string;
  /** Where the line to the house stands; null while there is no seat to have one. */
  line: "open" | "lost" | null;
}
type Fault = "wrong" | "tooMany" | "unreached";

async function tell(isKeyed: boolean, code: string, act: "enter" | "unpair"): Promise<Fault | null> {
  const request = { method: "POST" as const, body: JSON.stringify({ code, act }), headers: { "Content-Type": "application/json" } };
  try {
    const answer = await (isKeyed ? tabletFetch("/tablet/staff", request) : fetch("/tablet/staff", { ...request, cache: "no-store" }));
    if (!answer.ok) return "unreached";
    const said: { ok: boolean; reason?: string } = await answer.json();
    return said.ok ? null : said.reason === "tooMany" ? "tooMany" : "wrong";
  } catch {
    return "unreached";
  }
}

/** The corner for staff: a quiet key, six digits, and behind them what a colleague needs. Locks by itself after forty seconds. */
export function StaffCorner(place: CornerPlace) {
  const t = useWords("tablet");
  const [state, setState] = useState<"shut" | "asking" | "open">("shut");
  const [code, setCode] = useState("");
  const lock = useRef(() => {
    setState("shut");
    setCode("");
  }).current;
  useEffect(() => {
    if (state === "shut") return;
    let timer = setTimeout(lock, locksAfterMs);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, locksAfterMs);
    };
    addEventListener("pointerdown", touched);
    addEventListener("keydown", touched);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", touched);
      removeEventListener("keydown", touched);
    };
  }, [state, lock]);
  return (
    <>
      <section className="corner" aria-label={t("staff.title")}>
        <button type="button" onClick={() => setState("asking")}>
          <Icon of={LockIcon} size="small" />
          {t("staff.corner")}
        </button>
      </section>
      <StaffSheet open={state !== "shut"} onClose={lock} title={t(state === "open" ? "staff.title" : "staff.ask")}>
        {state === "asking" ? <Ask isKeyed={place.isKeyed} code={code} setCode={setCode} onOpen={() => setState("open")} onClose={lock} /> : null}
        {state === "open" ? <Inside place={place} code={code} onClose={lock} /> : null}
      </StaffSheet>
    </>
  );
}

type Asking = { isKeyed: boolean; code: string; setCode: (code: string) => void; onOpen: () => void; onClose: () => void };

function Ask({ isKeyed, code, setCode, onOpen, onClose }: Asking) {
  const t = useWords("tablet");
  const [fault, setFault] = useState<Fault | null>(null);
  const [isAsking, setAsking] = useState(false);
  const press = async (key: (typeof keys)[number]) => {
    if (key === "close") return onClose();
    if (isAsking) return;
    const next = key === "back" ? code.slice(0, -1) : (code + key).slice(0, digits);
    setCode(next);
    setFault(null);
    if (key === "back" || next.length < digits) return;
    setAsking(true);
    const why = await tell(isKeyed, next, "enter");
    setAsking(false);
    if (!why) return onOpen();
    setFault(why);
    setCode("");
  };
  const latest = useRef(press);
  latest.current = press;
  useEffect(() => {
    const typed = ({ key }: KeyboardEvent) => {
      const pressed = keys.find((one) => one === (key === "Backspace" ? "back" : key));
      if (pressed) void latest.current(pressed);
    };
    addEventListener("keydown", typed);
    return () => removeEventListener("keydown", typed);
  }, []);
  return (
    <div className="pad">
      <p className="pad__dots" role="status" aria-label={t("staff.typed", { count: code.length })}>
        {Array.from({ length: digits }, (_, at) => (
          <i key={at} data-on={at < code.length || undefined} />
        ))}
      </p>
      <p className="pad__said" role="alert">
        {fault ? t(`staff.${fault}`) : isAsking ? t("staff.asking") : null}
      </p>
      <div className="pad__keys">
        {keys.map((key) => (
          <button key={key} type="button" className="pad__key" onClick={() => void press(key)}>
            {key === "back" || key === "close" ? t(`staff.${key}`) : key}
          </button>
        ))}
      </div>
    </div>
  );
}

function Inside({ place, code, onClose }: { place: CornerPlace; code: string; onClose: () => void }) {
  const t = useWords("tablet");
  const { revalidate } = useRevalidator();
  const [isSure, setSure] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isAsking, setAsking] = useState(false);
  const unpair = async () => {
    if (!isSure) return setSure(true);
    setAsking(true);
    const why = await tell(place.isKeyed, code, "unpair");
    setAsking(false);
    setFault(why);
    if (why) return;
    onClose();
    revalidate();
  };
  return (
    <div className="inside">
      <dl>
        <div><dt>{t("staff.tablet")}</dt><dd>{t("staff.number", { number: place.number })}</dd></div>
        <div><dt>{t("staff.boutique")}</dt><dd>{place.boutique}</dd></div>
        <div><dt>{t("staff.event")}</dt><dd>{place.eventName}</dd></div>
        <div><dt>{t("staff.line")}</dt><dd>{t(place.line === "open" ? "staff.lineOpen" : place.line === "lost" ? "staff.lineLost" : "staff.lineNone")}</dd></div>
      </dl>
      <p>{t("staff.locks")}</p>
      <p role="alert">{fault ? t(`staff.${fault}`) : isSure ? t("staff.sure") : null}</p>
      <div className="inside__keys">
        <Button size="stand" onClick={() => location.reload()}>{t("staff.reload")}</Button>
        <Button size="stand" kind="stop" pending={isAsking} pendingWord={t("staff.asking")} onClick={() => void unpair()}>
          {t(isSure ? "staff.unpairSure" : "staff.unpair")}
        </Button>
        <Button size="stand" kind="main" onClick={onClose}>{t("staff.lock")}</Button>
      </div>
    </div>
  );
}
