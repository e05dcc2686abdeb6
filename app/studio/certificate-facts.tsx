import type { ReactNode } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { When } from "#app/ui/when.tsx";
import type { Certificate } from "#server/rest/rest.ts";

const kinds = ["guests", "clients", "invitations", "browsers", "seats", "tablets", "codes", "keys", "lines", "letters", "files", "minutes"] as const;

/** A certificate as it can be read: what was destroyed, what outlives it and until when. */
export function CertificateFacts({ certificate }: { certificate: Certificate }) {
  const t = useWords("studio");
  const { destroyed, outlives, isKeyDestroyed, erasedAt, eventId } = certificate;
  const day = (at: string): ReactNode => <When at={at} zone="UTC" shape="day" withCity />;
  const left: [string, ReactNode][] = [
    ["agreements", outlives.agreements.until ? <>{t("certificate.agreements", { count: outlives.agreements.count })} {day(outlives.agreements.until)}</> : t("certificate.agreementsNone")],
    ["record", t("certificate.recordStays", { count: outlives.record.entries })],
    ["backups", outlives.backupsUntil ? <>{t("certificate.backups")} {day(outlives.backupsUntil)}</> : t("certificate.backupsUnknown")],
    ["keys", outlives.keyCopiesUntil ? <>{t("certificate.keyCopies")} {day(outlives.keyCopiesUntil)}</> : t("certificate.keyCopiesNone")],
    ["elsewhere", t("certificate.elsewhere")],
  ];
  return (
    <>
      <section className="grid gap-2" aria-labelledby="destroyed">
        <h2 id="destroyed">{t("certificate.destroyed")}</h2>
        <p>
          {day(erasedAt)}. <code>{eventId}</code>
        </p>
        <p>{t(isKeyDestroyed ? "certificate.keyGone" : "certificate.keyThere")}</p>
        <ul className="list-disc pl-5">
          {kinds.map((kind) => (destroyed[kind] ? <li key={kind}>{t(`certificate.of.${kind}`, { count: destroyed[kind] })}</li> : null))}
        </ul>
      </section>
      <section className="grid gap-2" aria-labelledby="outlives">
        <h2 id="outlives">{t("certificate.outlives")}</h2>
        <ul className="list-disc pl-5 max-w-160">
          {left.map(([name, text]) => (
            <li key={name}>{text}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
