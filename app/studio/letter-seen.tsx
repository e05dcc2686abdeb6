import { useContext, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { Nonce } from "#app/nonce.ts";
import { Segmented } from "#app/ui/segmented.tsx";

/** A letter, or what may be shown of it. */
export interface Shown {
  subject: string;
  html: string;
  text: string;
  calendar: { file: string; body: string } | null;
  /** What lies in the letter itself, by the name its HTML calls it. */
  pictures: readonly { cid: string; base64: string }[];
}

const widths = { phone: 390, desk: 640 } as const;
type Device = keyof typeof widths;
type LightName = "ivory" | "down";

const nightRule = /@media \(prefers-color-scheme:dark\)\{((?:[^{}]*\{[^{}]*\})*)\}/g;
/** The letter as a mail program in one light shows it: its dark dress is put on or left off, not asked of this screen. */
const inLight = (html: string, light: LightName): string => html.replaceAll(nightRule, light === "down" ? "$1" : "");

/** A letter on a phone or a desk, by day or by night; its plain twin and its calendar file beside it. Nothing of it runs here. */
export function LetterSeen({ letter: { subject, html, text, calendar, pictures } }: { letter: Shown }) {
  const t = useWords("studio");
  const nonce = useContext(Nonce);
  const [device, setDevice] = useState<Device>("desk");
  const [light, setLight] = useState<LightName>("ivory");
  // This page's rules hold inside, too: the letter's one style sheet is let in by this page's own word.
  const whole = pictures.reduce((before, { cid, base64 }) => before.replaceAll(`cid:${cid}`, `data:image/png;base64,${base64}`), html);
  const shown = inLight(whole, light).replaceAll("<style>", nonce ? `<style nonce="${nonce}">` : "<style>");
  return (
    <>
      <div className="tools">
        <Segmented legend={t("letter.device")} hideLegend name="device" value={device} onChoose={(value) => setDevice(value === "phone" ? "phone" : "desk")} choices={(["phone", "desk"] as const).map((value) => ({ value, label: t(`letter.device_${value}`) }))} look="work" />
        <Segmented legend={t("letter.light")} hideLegend name="light" value={light} onChoose={(value) => setLight(value === "down" ? "down" : "ivory")} choices={(["ivory", "down"] as const).map((value) => ({ value, label: t(`letter.light_${value}`) }))} look="work" />
      </div>
      <div className="letter__both">
        <figure className="letter__frame" data-night={light === "down" || undefined}>
          <figcaption>
            <span className="soft">{t("outbox.subject")}</span> <b>{subject}</b>
          </figcaption>
          {/* No scripts, no forms, no way up to this page; its links open a page of their own. */}
          <iframe key={`${light} ${shown.length}`} className="letter" data-device={device} title={t("outbox.frame")} srcDoc={shown} width={widths[device]} sandbox="allow-popups allow-popups-to-escape-sandbox" suppressHydrationWarning />
        </figure>
        <div className="letter__plainly">
          <h2>{t("outbox.text")}</h2>
          <pre className="letter__plain">{text}</pre>
          {calendar ? (
            <details>
              <summary className="min-h-8 cursor-pointer">{t("outbox.calendar", { file: calendar.file })}</summary>
              <pre className="letter__plain mt-2">{calendar.body}</pre>
            </details>
          ) : null}
        </div>
      </div>
    </>
  );
}
