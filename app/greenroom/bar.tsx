import { DevicesIcon } from "@phosphor-icons/react/dist/csr/Devices";
import { useRouteLoaderData } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { loader as root } from "#app/root.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Light } from "#app/ui/light.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

/** The head of the green room: where one is, and whether anybody outside sees it. */
export function Bar({ eventName, isOnAir, isLost, onMove }: { eventName: string; isOnAir: boolean; isLost: boolean; onMove?: () => void }) {
  const t = useWords("greenroom");
  const maison = useRouteLoaderData<typeof root>("root")?.maison;
  return (
    <header className="bar">
      {maison ? <Wordmark {...maison} /> : null}
      <p>{t("bar.place", { event: eventName })}</p>
      <div className="end">
        {isLost ? (
          <Light tone="wait">{t("bar.lost")}</Light>
        ) : isOnAir ? (
          <Light tone="accent">{t("bar.onAir")}</Light>
        ) : (
          <span>{t("bar.private")}</span>
        )}
        {onMove ? <IconButton icon={DevicesIcon} label={t("bar.move")} onClick={onMove} /> : null}
      </div>
    </header>
  );
}
