import type { KeyboardEvent, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { buttonClass } from "#app/ui/button.tsx";

/** So long a key is held before it does what it says, in milliseconds; and so long a first press without holding waits for the second. */
const heldMs = 1000;
const secondMs = 5000;

interface Props {
  kind?: "main" | "edge" | "stop";
  className?: string;
  isOff?: boolean;
  pending?: boolean;
  /** What to do, said while it is held and, for whoever cannot hold, before the second press. */
  holdWord: string;
  againWord: string;
  describedBy?: string;
  onHeld: () => void;
  children: ReactNode;
}

/**
 * A key for what cannot be taken back: it acts after being held for a second, by finger, mouse, space bar or Enter. Who
 * presses it through an assistant, which cannot hold, is asked to press once more.
 */
export function HoldButton({ kind = "edge", className, isOff = false, pending = false, holdWord, againWord, describedBy, onHeld, children }: Props) {
  const [isHeld, setHeld] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const act = useRef(onHeld);
  act.current = onHeld;
  const isTouched = useRef(false);
  const isIdle = !isOff && !pending;
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => {
      setHeld(false);
      act.current();
    }, heldMs);
    return () => clearTimeout(timer);
  }, [isHeld]);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setAsked(false), secondMs);
    return () => clearTimeout(timer);
  }, [isAsked]);
  const begin = () => {
    isTouched.current = true;
    if (isIdle) setHeld(true);
  };
  const end = () => setHeld(false);
  const isKey = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
  const click = () => {
    if (isTouched.current || !isIdle) {
      isTouched.current = false;
      return;
    }
    setAsked(!isAsked);
    if (isAsked) act.current();
  };
  return (
    <button
      type="button"
      className={buttonClass({ kind }, `hold ${className ?? ""}`.trim())}
      data-held={isHeld || undefined}
      aria-disabled={!isIdle || undefined}
      aria-busy={pending || undefined}
      aria-describedby={describedBy}
      onPointerDown={(event) => event.button === 0 && begin()}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event)) return;
        event.preventDefault();
        if (!event.repeat) begin();
      }}
      onKeyUp={(event) => {
        if (isKey(event)) end();
        isTouched.current = false;
      }}
      onBlur={end}
      onClick={click}
    >
      <span className="hold__fill" aria-hidden="true" />
      <span className="hold__word">
        {children}
        <small role="status">{isAsked ? againWord : holdWord}</small>
      </span>
    </button>
  );
}
