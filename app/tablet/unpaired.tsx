import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { Closed } from "#app/tablet/idle.tsx";
import { publicKey } from "#app/tablet/own-key.ts";
import { Languages } from "#app/ui/languages.tsx";
import { Qr } from "#app/ui/qr.tsx";
import { pairingSeconds } from "#contracts/devices.ts";

const lookEveryMs = 2000;
/** A code is replaced a little before it ends, so that nobody types a dead one. */
const earlierMs = 5000;

const inTwo = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Why a tablet that had a place has none: it was taken back, or it lost its key. */
export type WhyUnpaired = "takenBack" | "keyLost";

/** A tablet nobody has given a place: its code, two words to compare, and nothing about any event. */
export function Unpaired({ origin, why }: { origin: string; why: WhyUnpaired | null }) {
  const t = useWords("tablet");
  const { code, hasNoKey } = useCode();
  useLookAgain(lookEveryMs);
  return (
    <main id="main">
      <Closed beside={<Code code={code} hasNoKey={hasNoKey} origin={origin} />}>
        <h1>{t("unpaired.title")}</h1>
        {why ? <p role="status">{t(`unpaired.${why}`)}</p> : null}
        <p>{t("unpaired.text")}</p>
        <Languages />
      </Closed>
    </main>
  );
}

type Shown = ReturnType<typeof useCode>;

function Code({ code, hasNoKey, origin }: Shown & { origin: string }) {
  const t = useWords("tablet");
  return (
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
  );
}

interface Pairing {
  code: string;
  words: readonly [string, string];
}

/** A new code for the key of this tablet; null when the house gives none now, or cannot be reached. */
async function askForCode(key: string): Promise<Pairing | null> {
  try {
    const response = await fetch("/tablet/pair", { method: "POST", body: new URLSearchParams({ publicKey: key }), cache: "no-store" });
    const made: Pairing | null = response.ok ? await response.json() : null;
    return made;
  } catch {
    return null;
  }
}

/** The code this tablet can be paired by, a new one before the last has ended, by this tablet's own sense of time: its clock may be wrong. */
function useCode() {
  const [code, setCode] = useState<Pairing | null>(null);
  const [hasNoKey, setNoKey] = useState(false);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const key = await publicKey().catch(() => null);
      if (isOver) return;
      if (!key) return setNoKey(true);
      const made = await askForCode(key);
      if (isOver) return;
      if (made) setCode(made);
      else timer = setTimeout(ask, lookEveryMs);
    };
    timer = setTimeout(ask, code ? pairingSeconds * 1000 - earlierMs : 0); // zero, too: StrictMode mounts twice in development
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [code]);
  return { code, hasNoKey };
}
