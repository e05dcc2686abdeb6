import "./on-air.css";
import { useEffect } from "react";

const lit = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#0F0E0D"/><circle cx="16" cy="16" r="10" fill="#BFDCCB"/></svg>')}`;

/**
 * On air as the whole window says it: a light around the page, and the word and a lit lamp on its tab, for whoever looks at
 * another one. Everything is taken back with it.
 */
export function OnAir({ word }: { word: string }) {
  useEffect(() => {
    const mark = `● ${word} · `;
    const say = () => {
      if (!document.title.startsWith(mark)) document.title = mark + document.title;
    };
    say();
    const title = document.querySelector("title");
    const watch = new MutationObserver(say); // a page that is asked again writes its own title
    if (title) watch.observe(title, { childList: true, characterData: true, subtree: true });
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const before = icon?.getAttribute("href");
    icon?.setAttribute("href", lit);
    return () => {
      watch.disconnect();
      if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length);
      if (before) icon?.setAttribute("href", before);
    };
  }, [word]);
  return <div className="on-air-edge" data-testid="on-air" aria-hidden="true" />;
}
