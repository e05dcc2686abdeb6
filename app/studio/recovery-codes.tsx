import { useWords } from "#app/i18n/use-words.ts";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Notice } from "#app/ui/notice.tsx";

/** Ten recovery codes, told this once, to be written down or kept where passwords are. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const t = useWords("studio");
  return (
    <section aria-labelledby="codes" className="grid gap-4 max-w-160">
      <Notice tone="wait" title={<span id="codes">{t("codes.title")}</span>} live="polite">
        <p>{t("codes.text")}</p>
      </Notice>
      <ol className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-1 font-mono text-[0.9375rem]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CopyField label={t("codes.all")} value={codes.join(" ")} />
    </section>
  );
}
