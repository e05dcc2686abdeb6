import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { namespacesOf } from "#app/i18n/handle.ts";
import { voiceHere } from "#app/i18n/voice.client.ts";
import { Nonce } from "#app/nonce.ts";
import { partsHere } from "#app/ui/parts.ts";
import { pickLanguage } from "#contracts/languages.ts";

const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.content;
const handles = Object.values(window.__remixRouteModules).map((module) => module?.handle);

// A page that comes back out of the browser's memory shows what may be over by now: it is asked for anew, and shows nothing meanwhile.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});

/** Remix waits for the page's data in the midst of its first drawing, where a key pressed meanwhile ends the page: so it is asked first. */
async function dataHere(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (coming) {
    if (coming instanceof Promise) await coming;
  }
}

// The page is whole without script: it is taken over only once all is here that its first drawing could wait for.
const words = voiceHere(pickLanguage(null, document.documentElement.lang), namespacesOf(handles));
Promise.all([words, dataHere(), partsHere()]).then(([voice]) =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <Nonce.Provider value={nonce}>
          <I18nextProvider i18n={voice}>
            <RemixBrowser />
          </I18nextProvider>
        </Nonce.Provider>
      </StrictMode>,
    );
  }),
);
