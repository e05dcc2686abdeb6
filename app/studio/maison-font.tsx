import { useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { useEmptied } from "#app/studio/emptied.ts";
import { FontLacking } from "#app/studio/font-lacking.tsx";
import { useFontTried } from "#app/studio/font-tried.ts";
import { useActs } from "#app/studio/saying.tsx";
import { useDrawnName } from "#app/studio/set-name.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { fontBytesMax } from "#contracts/maison.ts";
import type { FontSaid } from "#server/maison/maison.ts";

type Props = {
  kept: FontSaid | null;
  name: string;
  /** Told the family a font that is being chosen shows in; null when none is. */
  onShown(family: string | null): void;
};

/** The maison's own display font: chosen, seen at once, told what it lacks, kept once it may be used, taken off again. */
export function MaisonFont({ kept, name, onShown }: Props) {
  const t = useWords("studio");
  const acts = useActs();
  const form = useEmptied(acts.data?.said);
  const [family, setFamily] = useState<string | null>(null);
  const { tried, isAsking, onChoose, forget } = useFontTried((shown) => {
    setFamily(shown);
    onShown(shown);
  });
  const drawn = useDrawnName(name, family);
  const isKept = acts.data?.said === "fontKept";
  // The choice is over when it was kept.
  useEffect(() => {
    if (isKept) forget();
  }, [acts.data]);
  const fault = tried && "fault" in tried ? tried.fault : null;
  return (
    <section aria-labelledby="own-font" className="form">
      <h2 id="own-font">{t("font.title")}</h2>
      <p className="soft">{t("font.text")}</p>
      {kept ? (
        <>
          {tried ? null : <FontLacking lacking={kept.lacking} hasFigures={kept.face.hasFigures} />}
          <div className="tools">
            <ConfirmAct goal="/studio/maison/font/off" fields={{}} word={t("font.off")} label={t("font.offLabel")} text={t("font.offText")} keep={t("font.offKeep")} look="edge" />
          </div>
        </>
      ) : null}
      <acts.Form method="post" action="/studio/maison/font" encType="multipart/form-data" className="form" ref={form}>
        <Field type="file" name="file" required accept=".woff2,font/woff2" onChange={onChoose} label={t(kept ? "font.another" : "font.choose")} hint={t("font.hint", { max: fontBytesMax / 1024 })} errors={fault ? [t(fault === "refused" ? "font.refused" : `said.${fault}`)] : []} look="work" className="product__file" />
        {isAsking ? <Notice live="polite">{t("font.asking")}</Notice> : null}
        {tried && !("fault" in tried) ? <FontLacking {...tried} /> : null}
        <Check name="licence" required>
          {t("font.licence")}
        </Check>
        <input type="hidden" name="setName" value={drawn} />
        <div className="form__acts">
          <Button type="submit" size="work" pending={acts.state !== "idle"} disabled={fault !== null}>
            {t("font.keep")}
          </Button>
        </div>
      </acts.Form>
    </section>
  );
}
