import { useFetcher, useRevalidator, useRouteLoaderData } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader as root } from "#app/root.tsx";
import type { action } from "#app/routes/tablet.pair.ts";
import { publicKey } from "#app/tablet/own-key.ts";
import { Cloth } from "#app/ui/cloth.tsx";
import { Languages } from "#app/ui/languages.tsx";
import { Qr } from "#app/ui/qr.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

const lookEveryMs = 2000;
/** A code is replaced a little before it ends, so that nobody types a dead one. */
const earlierMs = 5000;

const inTwo = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** A tablet nobody has given a place: its code, two words to compare, and nothing about any event. */
export function Unpaired({ origin }: { origin: string }) {
  const t = useWords("tablet");
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  const pairing = useFetcher<typeof action>();
  const { revalidate } = useRevalidator();
  const [hasNoKey, setNoKey] = useState(false);
  const ask = useRef(() => {});
  ask.current = () => {
    publicKey().then(
      (key) => pairing.submit({ publicKey: key }, { method: "post", action: "/tablet/pair" }),
      () => setNoKey(true),
    );
  };
  useEffect(() => {
    const soon = setTimeout(() => ask.current()); // StrictMode mounts twice in development
    const timer = setInterval(revalidate, lookEveryMs);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [revalidate]);
  const code = pairing.data;
  useEffect(() => {
    if (!code) return;
    const timer = setTimeout(() => ask.current(), Math.max(1000, Date.parse(code.expiresAt) - Date.now() - earlierMs));
    return () => clearTimeout(timer);
  }, [code]);
  return (
    <main id="main" className="tablet-idle">
      <Cloth />
      <div className="idle">
        {maison ? <Wordmark {...maison} /> : null}
        <div>
          <h1>{t("unpaired.title")}</h1>
          <p>{t("unpaired.text")}</p>
          <Languages />
        </div>
      </div>
      <section className="pair" aria-label={t("unpaired.code")} aria-live="polite">
        {hasNoKey ? (
          <p role="alert">{t("unpaired.noKey")}</p>
        ) : code ? (
          <>
            <Qr text={`${origin}/studio?pair=${code.code}`} label={t("unpaired.qr")} quiet={0} />
            <b data-testid="pairing-code">{inTwo(code.code)}</b>
            <p>{t("unpaired.words", { first: code.words[0], second: code.words[1] })}</p>
            <p>{t("unpaired.staff")}</p>
          </>
        ) : (
          <p>{t("unpaired.making")}</p>
        )}
      </section>
    </main>
  );
}
