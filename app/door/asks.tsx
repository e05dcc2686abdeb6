import { LockSimpleIcon } from "@phosphor-icons/react/dist/csr/LockSimple";
import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import { VideoCameraIcon } from "@phosphor-icons/react/dist/csr/VideoCamera";
import { useWords } from "#app/i18n/use-words.ts";
import { Icon } from "#app/ui/icon.tsx";

/** What the house asks of whoever enters, as this event's rules are. */
export function Asks({ isRecorded, isSpeaker }: { isRecorded: boolean; isSpeaker: boolean }) {
  const t = useWords("door");
  return (
    <section className="asks" aria-labelledby="asks">
      <h2 id="asks">{t("asks.title")}</h2>
      <ul>
        <li>
          <Icon of={LockSimpleIcon} />
          <span>
            <b>{t("asks.link")}</b> {t("asks.linkWhy")}
          </span>
        </li>
        {isSpeaker ? (
          <li>
            <Icon of={VideoCameraIcon} />
            <span>
              <b>{t("asks.camera")}</b> {t("asks.cameraWhy")}
            </span>
          </li>
        ) : null}
        <li>
          <Icon of={ProhibitIcon} />
          <span>
            <b>{t("asks.record")}</b> {t(isRecorded ? "asks.recordOurs" : "asks.recordNone")}
          </span>
        </li>
      </ul>
    </section>
  );
}
