import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { KeyboardEvent, ReactNode, Ref, RefObject } from "react";
import { useEffect, useRef, useState } from "react";
import type { GuestRow } from "#server/guests/guests.ts";

const rowPx = 57;
const beyond = 12;

type Props = {
  found: readonly GuestRow[];
  columns: number;
  row: (at: number, ref?: Ref<HTMLTableRowElement>) => ReactNode;
  onExtend: (from: number, to: number) => void;
  onEverybody: () => void;
  onClear: () => void;
};

/** How far the table's body stands under the top of the page. */
function useOffset(body: RefObject<HTMLElement | null>): number {
  const [offset, setOffset] = useState(0);
  useEffect(() => {
    const look = () => setOffset((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    look();
    const watched = new ResizeObserver(look);
    watched.observe(document.body);
    return () => watched.disconnect();
  }, [body]);
  return offset;
}

/**
 * The rows in sight and a few beyond, with room for the others above and below; the page itself scrolls. On a box the
 * arrows go from row to row, Shift takes them along, Control A takes everybody found, Escape nobody.
 */
export function GuestRows({ found, columns, row, onExtend, onEverybody, onClear }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const offset = useOffset(body);
  const virtual = useWindowVirtualizer({
    count: found.length,
    estimateSize: () => rowPx,
    overscan: beyond,
    scrollMargin: offset,
    getItemKey: (at) => found[at]?.id ?? at,
  });
  const shown = virtual.getVirtualItems();
  const above = (shown[0]?.start ?? offset) - offset;
  const below = virtual.getTotalSize() - ((shown.at(-1)?.end ?? offset) - offset);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const { target, key } = event;
    if (!(target instanceof HTMLInputElement) || target.dataset.at === undefined) return;
    const from = Number(target.dataset.at);
    if (key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return onEverybody();
    }
    if (key === "Escape") return onClear();
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const boxOf = (at: number) => body.current?.querySelector<HTMLInputElement>(`input[data-at="${at}"]`);
    for (let to = from + step; to >= 0 && to < found.length; to += step) {
      if (found[to]?.removedAt !== null) continue; // no box stands there
      virtual.scrollToIndex(to);
      boxOf(to)?.focus();
      if (event.shiftKey) onExtend(from, to);
      return;
    }
  };
  return (
    <tbody ref={body} onKeyDown={move}>
      {above > 0 ? <Room height={above} columns={columns} /> : null}
      {shown.map(({ index }) => row(index, virtual.measureElement))}
      {below > 0 ? <Room height={below} columns={columns} /> : null}
    </tbody>
  );
}

function Room({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row takes no focus
    <tr aria-hidden="true" className="room-for">
      <td colSpan={columns} style={{ height }} />
    </tr>
  );
}
