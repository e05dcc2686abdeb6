import { useEffect } from "react";

/** What else wants the focus, an opened dialog or a first field, takes it before so long. */
const patienceMs = 40;
const places = "section, form, fieldset, li, tr, dialog, aside, nav, header, main";

/** The nearest of what stood around something that is still there; of a new page its heading, where one can be seen. */
function placeOf(around: readonly Element[]): HTMLElement | null {
  const near = around.find(
    (one): one is HTMLElement => one instanceof HTMLElement && one.matches(places) && one.getClientRects().length > 0,
  );
  const main = document.querySelector<HTMLElement>("#main");
  if (near && near !== main) return near;
  const heading = main?.querySelector<HTMLElement>("h1");
  return heading && heading.offsetWidth > 1 ? heading : main;
}

function focusOn(place: HTMLElement): void {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * The focus always has a place: when what held it goes away, it goes to the nearest thing around it that stays, and with a
 * whole page to the heading of the next one. Never to something a further press of Enter would set off.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let held: Element | null = null;
    let around: Element[] = [];
    let soon: ReturnType<typeof setTimeout> | undefined;
    const isLost = () =>
      held !== null &&
      !held.isConnected &&
      (document.activeElement === null || document.activeElement === document.body);
    const took = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      held = target;
      around = [];
      for (let one = target.parentElement; one; one = one.parentElement) around.push(one);
    };
    // Left on purpose, it is nobody's any more; what is taken out of the page has left it only after this.
    const left = () =>
      queueMicrotask(() => {
        if (held?.isConnected && document.activeElement !== held) held = null;
      });
    const look = () => {
      if (!isLost()) return;
      clearTimeout(soon);
      soon = setTimeout(() => {
        if (!isLost()) return;
        held = null;
        const place = placeOf(around);
        if (place) focusOn(place);
      }, patienceMs);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", took);
    document.addEventListener("focusout", left);
    return () => {
      watch.disconnect();
      clearTimeout(soon);
      document.removeEventListener("focusin", took);
      document.removeEventListener("focusout", left);
    };
  }, []);
}
