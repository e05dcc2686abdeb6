import { ArrowCounterClockwiseIcon } from "@phosphor-icons/react/dist/csr/ArrowCounterClockwise";
import { Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { PlanDraft } from "#app/studio/plan-draft.ts";
import { usePlanWords } from "#app/studio/plan-words.ts";
import { Button } from "#app/ui/button.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Icon } from "#app/ui/icon.tsx";
import { Kbd } from "#app/ui/kbd.tsx";
import { Light } from "#app/ui/light.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { When } from "#app/ui/when.tsx";

/** How the saving stands, in one quiet line, and the way back; what takes effect at once is asked about here. */
export function PlanSaving({ draft, zone }: { draft: PlanDraft; zone: string }) {
  const t = useWords("studio");
  const isAlive = useHydrated();
  if (!isAlive) return null;
  const { past, saving, final, taken } = draft;
  const last = past.at(-1);
  return (
    <div className="saving">
      <div className="saving__line">
        <p role="status">
          <SavingState draft={draft} zone={zone} />
        </p>
        <Button kind="plain" size="work" aria-disabled={!last || undefined} onClick={() => last && draft.undo()}>
          <Icon of={ArrowCounterClockwiseIcon} size="small" />
          <UndoWord draft={draft} />
          <Kbd of="Control+z" />
        </Button>
      </div>
      {saving === "unreached" || saving === "signedOut" || saving === "fixed" ? (
        <Notice tone="stop" title={t(`saving.${saving}`)} live="polite">
          <p>
            {t(`saving.${saving}Text`)} {saving === "signedOut" ? <Link to="/studio/sign-in" target="_blank">{t("signIn.title")}</Link> : null}
          </p>
          {saving === "fixed" ? null : (
            <Button size="work" kind="plain" onClick={draft.again}>
              {t("saving.again")}
            </Button>
          )}
        </Notice>
      ) : null}
      {final.map((name) => (
        <Notice key={name} tone="wait" title={t(`saving.${name}Final`)} live="polite">
          <p>{t(`saving.${name}FinalText`)}</p>
          <div className="tools mt-2">
            <Button size="work" onClick={() => draft.leave([name])}>
              {t("saving.leave")}
            </Button>
            <Button size="work" kind="main" onClick={() => draft.mean([name])}>
              {name === "level" ? t("raise.of", { level: levelWord(t, draft.values.level) }) : t("saving.veilMean")}
            </Button>
          </div>
        </Notice>
      ))}
      {taken ? <TakenNote taken={taken} /> : null}
    </div>
  );
}

const levelWord = (t: ReturnType<typeof useWords<"studio">>, level: string) => (level === "invited" || level === "confidential" || level === "sealed" ? t(`level.${level}`) : t("level.open"));

function UndoWord({ draft: { past } }: { draft: PlanDraft }) {
  const t = useWords("studio");
  const { fieldWord } = usePlanWords(null);
  const last = past.at(-1);
  return <>{last ? t("saving.undoOf", { field: fieldWord(last.name) }) : t("saving.undo")}</>;
}

function SavingState({ draft: { saving, isDue, isWaiting, clash, savedAt }, zone }: { draft: PlanDraft; zone: string }) {
  const t = useWords("studio");
  if (saving === "unreached" || saving === "signedOut" || saving === "fixed") return <Light tone="stop">{t("saving.notSaved")}</Light>;
  if (saving === "saving" || isDue) return <Light tone="off">{t("saving.saving")}</Light>;
  if (isWaiting || clash) return <Light tone="wait">{t("saving.partly")}</Light>;
  return (
    <Light tone="ok">
      {t("saving.saved")} {savedAt ? <When at={savedAt} zone={zone || "UTC"} shape="time" /> : null}
    </Light>
  );
}

function TakenNote({ taken: { fields, by } }: { taken: NonNullable<PlanDraft["taken"]> }) {
  const t = useWords("studio");
  const { fieldWord, list } = usePlanWords(null);
  return (
    <Notice title={t("saving.taken", { name: by ?? t("saving.somebody") })} live="polite">
      <p>{list(fields.map(fieldWord))}</p>
    </Notice>
  );
}
