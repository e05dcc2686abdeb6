import { useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader as root } from "#app/root.tsx";
import { useTouched } from "#app/tablet/touched.ts";
import { Button } from "#app/ui/button.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { useServerClock } from "#app/ui/server-clock.ts";
import { Wordmark } from "#app/ui/wordmark.tsx";

interface Props {
  boutique: string;
  startsAt: string;
  nowAtServer: number;
  isLost?: boolean;
}

/** The closed cloth with the time left, readable from across the boutique. */
export function Idle({ boutique, startsAt, nowAtServer, isLost = false }: Props) {
  const t = useWords("tablet");
  const isTouched = useTouched();
  const due = Date.parse(startsAt);
  const isDue = useServerClock(nowAtServer, due) >= due;
  return (
    <Closed boutique={boutique}>
      <h1>{t(isDue ? "idle.now" : "idle.title")}</h1>
      {isDue ? null : <Countdown at={startsAt} nowAtServer={nowAtServer} label={t("idle.title")} zeroWord={t("idle.now")} />}
      <p>{t("idle.text")}</p>
      {isTouched ? null : <Button size="stand" className="begin">{t("idle.touch")}</Button>}
      <p className="idle__line" role="status">
        {isLost ? t("idle.lost") : null}
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
export function Closed({ boutique, beside, children }: { boutique?: string; beside?: ReactNode; children: ReactNode }) {
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  return (
    <div className="tablet-idle">
      <Cloth />
      <div className="idle">
        {maison ? <Wordmark {...maison} /> : null}
        {boutique ? <p className="idle__place">{boutique}</p> : null}
        <div>{children}</div>
      </div>
      {beside}
    </div>
  );
}
