import type { KeyboardEvent, ReactNode } from "react";
import { useId, useRef } from "react";

type Tab = { id: string; label: ReactNode; count?: number; panel: ReactNode };
type Props = { label: string; tabs: readonly Tab[]; chosen: string; onChoose: (id: string) => void; panelClass?: string };

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowRight: (at, last) => (at === last ? 0 : at + 1),
  ArrowLeft: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** Panels of which one shows; arrow keys, Home and End move. Panels that do not show stay mounted, so drafts survive. */
export function Tabs({ label, tabs, chosen, onChoose, panelClass }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const next = step && tabs[step(tabs.findIndex((tab) => tab.id === chosen), tabs.length - 1)];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[id="${id}-${next.id}-tab"]`)?.focus();
  };
  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            id={`${id}-${tab.id}-tab`}
            type="button"
            role="tab"
            aria-selected={tab.id === chosen}
            aria-controls={`${id}-${tab.id}`}
            tabIndex={tab.id === chosen ? 0 : -1}
            onClick={() => onChoose(tab.id)}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="count num">{tab.count}</span>}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div key={tab.id} id={`${id}-${tab.id}`} className={panelClass} role="tabpanel" aria-labelledby={`${id}-${tab.id}-tab`} hidden={tab.id !== chosen}>
          {tab.panel}
        </div>
      ))}
    </>
  );
}
