import { useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useRef } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { loader as root } from "#app/root.tsx";
import { useDrift } from "#app/tablet/drift.ts";
import { useLongLost } from "#app/tablet/long-lost.ts";
import { useTouched } from "#app/tablet/touched.ts";
import { Button } from "#app/ui/button.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { useServerClock } from "#app/ui/server-clock.ts";
import { inWords } from "#app/ui/when.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

interface Props {
  boutique: string;
  /** Where the boutique stands, and its clock. */
  city: string;
  zone: string;
  startsAt: string;
  nowAtServer: number;
  isLost?: boolean;
}

/** The closed cloth with the time left, readable from across the boutique. */
export function Idle({ boutique, city, zone, startsAt, nowAtServer, isLost = false }: Props) {
  const t = useWords("tablet");
  const lang = useLanguage();
  const isTouched = useTouched();
  const isLong = useLongLost(isLost);
  const due = Date.parse(startsAt);
  const isDue = useServerClock(nowAtServer, due) >= due;
  return (
    <Closed boutique={boutique} startsAt={startsAt}>
      <h1>{t(isDue ? "idle.now" : "idle.title")}</h1>
      {isDue ? null : <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("idle.title")} zeroWord={t("idle.now")} />}
      <p className="idle__when" suppressHydrationWarning>{`${city}, ${inWords(startsAt, lang, zone, "full")}`}</p>
      <p>{t("idle.text")}</p>
      {isTouched ? null : <Button size="stand" className="begin">{t("idle.touch")}</Button>}
      <p className="idle__line" role="status">
        {isLost ? t("idle.lost") : null}
        {isLong ? ` ${t("lost.ask")} ${t("lost.code", { code: "L1" })}.` : null}
      </p>
    </Closed>
  );
}

/** The thanks when it is over. */
export function Farewell({ boutique }: { boutique: string }) {
  const t = useWords("tablet");
  return (
    <Closed boutique={boutique}>
      <h1>{t("ended.title")}</h1>
      <p>{t("ended.text")}</p>
    </Closed>
  );
}

/** The cloth with the maison above and words below; a hair from opaque, so that a picture waiting behind it stays awake. */
export function Closed({ boutique, startsAt = null, beside, children }: { boutique?: string; startsAt?: string | null; beside?: ReactNode; children: ReactNode }) {
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  const box = useRef<HTMLDivElement>(null);
  useDrift(box, startsAt);
  return (
    <div className="tablet-idle">
      <Cloth />
      <div ref={box} className="idle">
        {maison ? <Wordmark {...maison} /> : null}
        {boutique ? <p className="idle__place">{boutique}</p> : null}
        <div>{children}</div>
      </div>
      {beside}
    </div>
  );
}
