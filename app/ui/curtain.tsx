import type { ReactNode } from "react";
import { useEffect, useId, useRef, useState } from "react";

const risesMs = 1400;
type Props = { down: boolean; title: ReactNode; text: ReactNode; mark?: ReactNode; fact?: ReactNode; act?: ReactNode };

/**
 * Shut over everything at once while `down`; takes the focus, keeps it inside and gives it back when it rises. Escape does not open it.
 * It covers nothing: whoever lowers it has already taken picture and sound off the page.
 */
export function Curtain({ down, ...words }: Props) {
  const [rising, setRising] = useState(false);
  const was = useRef(down);
  useEffect(() => {
    if (was.current && !down) setRising(true);
    was.current = down;
    const timer = setTimeout(() => setRising(false), risesMs);
    return () => clearTimeout(timer);
  }, [down]);
  return down || rising ? <Shut rising={!down} {...words} /> : null;
}

function Shut({ rising, title, text, mark, fact, act }: Omit<Props, "down"> & { rising: boolean }) {
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const curtain = box.current;
    if (!curtain || rising) return;
    const before = document.activeElement;
    const shut = () => {
      curtain.close();
      curtain.showModal();
    };
    const again = () => curtain.open || curtain.showModal();
    shut();
    curtain.querySelector("h2")?.focus();
    curtain.addEventListener("close", again);
    return () => {
      curtain.removeEventListener("close", again);
      curtain.close();
      curtain.setAttribute("open", "");
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [rising]);
  return (
    <dialog
      ref={box}
      open
      className="curtain"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}-t`}
      aria-describedby={`${id}-d`}
      data-rising={rising || undefined}
      onCancel={(event) => event.preventDefault()}
    >
      <div className="curtain__half curtain__half--l cloth cloth--narrow" />
      <div className="curtain__half curtain__half--r cloth cloth--narrow" />
      <div className="curtain__words">
        {mark}
        <h2 id={`${id}-t`} tabIndex={-1}>
          {title}
        </h2>
        <p id={`${id}-d`}>{text}</p>
        {fact}
        {act}
      </div>
    </dialog>
  );
}
