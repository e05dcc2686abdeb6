import { useEffect, useRef, useState } from "react";

const keptAs = "desk keys";

/** Whether somebody writes or a dialog asks: then no single key means anything else. */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]")) return true;
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Single keys, by their small letter, for as long as the screen is shown and `isOn`. */
export function useKeys(keys: Readonly<Record<string, () => void>>, isOn: boolean): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isElsewhere(event.target)) return;
      const act = now.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [isOn]);
}

/** Whether single keys are wanted at this browser: yes, until somebody says no. */
export function useKeysWanted(): [boolean, (isWanted: boolean) => void] {
  const [isWanted, setWanted] = useState(true);
  useEffect(() => setWanted(localStorage.getItem(keptAs) !== "off"), []);
  return [
    isWanted,
    (wanted) => {
      setWanted(wanted);
      localStorage.setItem(keptAs, wanted ? "on" : "off");
    },
  ];
}
