import { Form, useNavigation } from "@remix-run/react";
import type { ChangeEvent } from "react";
import { useContext, useEffect, useState } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import { faceRules, faces, familyOf, ownRules } from "#app/maison/faces.ts";
import { Nonce } from "#app/nonce.ts";
import { MaisonColour } from "#app/studio/maison-colour.tsx";
import { MaisonFont } from "#app/studio/maison-font.tsx";
import { MaisonPreview } from "#app/studio/maison-preview.tsx";
import type { Tried } from "#app/studio/maison-try.ts";
import { useTryOn } from "#app/studio/maison-try.ts";
import type { DressField, DressValues } from "#app/studio/maison-values.ts";
import { useDrawnName } from "#app/studio/set-name.ts";
import { Button } from "#app/ui/button.tsx";
import { EntryErrors } from "#app/ui/entry.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Textarea } from "#app/ui/textarea.tsx";
import { displayFaces, WornFace } from "#contracts/maison.ts";
import type { DressFault, FontSaid } from "#server/maison/maison.ts";

type Props = {
  begin: DressValues;
  /** The maison's own font, where one is kept. */
  font: FontSaid | null;
  said: Tried | null;
  tried: { wrong: readonly DressField[]; fault: DressFault | null } | undefined;
};
const isOfWordmark = (fault: DressFault | null | undefined): fault is Extract<DressFault, `wordmark.${string}`> => fault?.startsWith("wordmark.") === true;

/** The maison's name, wordmark, colours and face, beside what they look like on the door, in the room and at the desk. */
export function MaisonForm({ begin, font, said, tried }: Props) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const nonce = useContext(Nonce);
  const { state } = useNavigation();
  const [values, setValues] = useState(begin);
  const set = (name: DressField, value: string) => setValues((before) => ({ ...before, [name]: value }));
  const onTry = useTryOn(values, said);
  const [family, setFamily] = useState<string | null>(null);
  const own = font?.face.path ?? null;
  const [known, setKnown] = useState(own);
  // A font that was kept or taken off meanwhile is chosen, or no more.
  useEffect(() => {
    if (own === known) return;
    setKnown(own);
    setValues((before) => ({ ...before, displayFace: own ? "own" : before.displayFace === "own" ? "" : before.displayFace }));
  }, [own, known]);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text().catch(() => "");
    if (text) set("wordmark", text.trim());
  };
  const wordmarkErrors = isOfWordmark(tried?.fault) ? [t(`maison.${tried.fault}`)] : tried?.wrong.includes("wordmark") ? [t("maison.wordmark.tooLong")] : [];
  const face = WornFace.safeParse(values.displayFace).data ?? null;
  const drawn = useDrawnName(values.name, face && !values.wordmark ? familyOf(face) : null);
  return (
    <div className="dressing">
      {/* Every face may be tried on; each is fetched when something is set in it. */}
      <style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: displayFaces.map(faceRules).join("") + (font ? ownRules(font.face) : "") }} />
      <div className="dressing__forms">
        <Form method="post" noValidate className="form">
          <Field name="name" value={values.name} onChange={({ target }) => set("name", target.value)} errors={tried?.wrong.includes("name") ? [t("wrong.name", { max: 80 })] : []} label={t("maison.name")} hint={t("maison.nameHint")} look="work" autoComplete="organization" />
          <fieldset className="grid gap-2">
            <legend className="entry__label mb-2">{t("maison.wordmarkTitle")}</legend>
            {isAlive ? (
              <div className="tools">
                <label className="btn btn--work dressing__file">
                  {t("maison.wordmarkFile")}
                  <input type="file" accept=".svg,image/svg+xml" className="vh" onChange={read} />
                </label>
                {values.wordmark ? (
                  <Button kind="plain" size="work" onClick={() => set("wordmark", "")}>
                    {t("maison.wordmarkNone")}
                  </Button>
                ) : null}
              </div>
            ) : null}
            <p className="entry__hint">{t("maison.wordmarkHint")}</p>
            <EntryErrors id="wordmark-said" errors={wordmarkErrors} />
            <details open={!isAlive || undefined}>
              <summary className="min-h-8 cursor-pointer">{t("maison.wordmarkText")}</summary>
              <Textarea name="wordmark" value={values.wordmark} onChange={({ target }) => set("wordmark", target.value)} label={t("maison.wordmarkText")} hideLabel rows={5} spellCheck={false} />
            </details>
          </fieldset>
          <MaisonColour name="accent" value={values.accent} said={onTry?.accent ?? null} isWrong={tried?.wrong.includes("accent") === true} onSet={(value) => set("accent", value)} />
          <MaisonColour name="accentNight" value={values.accentNight} said={onTry?.accentNight ?? null} isWrong={tried?.wrong.includes("accentNight") === true} onSet={(value) => set("accentNight", value)} />
          {onTry?.palette?.isNeutralAtDesk ? <p className="soft">{t("maison.neutralAtDesk")}</p> : null}
          <fieldset className="faces">
            <legend className="entry__label mb-2">{t("maison.face")}</legend>
            {["", ...displayFaces, ...(font ? ["own"] : [])].map((value) => {
              const own = WornFace.safeParse(value).data;
              return (
                <label key={value} className="faces__one" data-face={value || "house"}>
                  <input type="radio" name="displayFace" value={value} checked={values.displayFace === value} onChange={() => set("displayFace", value)} />
                  <b style={own ? { fontFamily: `${familyOf(own)}, var(--font-display)` } : undefined}>{values.name || "Sipario"}</b>
                  <span>{own === "own" ? t("font.own") : own ? faces[own].family : t("maison.faceOwn")}</span>
                </label>
              );
            })}
          </fieldset>
          <input type="hidden" name="setName" value={drawn} />
          <div className="form__acts">
            <Button type="submit" kind="main" size="work" pending={state !== "idle"}>
              {t("maison.save")}
            </Button>
          </div>
        </Form>
        <MaisonFont kept={font} name={values.name} onShown={setFamily} />
      </div>
      <MaisonPreview name={values.name} wordmark={values.wordmark || null} worn={{ displayFace: face, palette: onTry?.palette ?? null }} tried={family} />
    </div>
  );
}
