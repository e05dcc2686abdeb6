import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import type { Ability } from "#contracts/abilities.ts";

type Props = { event: { id: string; title: string; may: readonly Ability[] }; came: number };

/** Thanking whoever came, by letter; each is written to once, however often it is asked. */
export function ThankGuests({ event: { id, title, may }, came }: Props) {
  const t = useWords("studio");
  if (!may.includes("guest.thank") || came === 0) return null;
  return (
    <section aria-labelledby="thanks" className="grid gap-3 mt-5 pt-5 border-t border-line">
      <h2 id="thanks">{t("thanks.title")}</h2>
      <p className="soft max-w-160">
        {t("thanks.text", { count: came })} {may.includes("letter.read") ? <Link to={`/studio/events/${id}/letter?kind=thanks`}>{t("thanks.see")}</Link> : null}
      </p>
      <ConfirmAct goal={`/studio/events/${id}/thank`} fields={{}} word={t("thanks.go")} label={t("thanks.of", { event: title })} text={t("thanks.meant")} keep={t("thanks.later")} look="edge" />
    </section>
  );
}
