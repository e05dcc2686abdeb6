import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader as root } from "#app/root.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Countdown } from "#app/ui/countdown.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

interface Props {
  title: string;
  text: string;
  boutique: string;
  startsAt: string;
  nowAtServer: number;
  counts?: boolean;
}

/** The closed cloth with the time left, readable from across the boutique. */
export function Idle({ title, text, boutique, startsAt, nowAtServer, counts = false }: Props) {
  const t = useWords("tablet");
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  return (
    <main id="main" className="tablet-idle">
      <Cloth />
      <div className="idle">
        {maison ? <Wordmark {...maison} /> : null}
        <div>
          <h1>{title}</h1>
          {counts ? <Countdown at={startsAt} nowAtServer={nowAtServer} label={title} zeroWord={t("idle.now")} /> : null}
          <p>{text}</p>
          <p className="soft">{boutique}</p>
        </div>
      </div>
    </main>
  );
}
