import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { useEmptied } from "#app/studio/emptied.ts";
import { RowAct } from "#app/studio/row-act.tsx";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { Field } from "#app/ui/field.tsx";
import { Light } from "#app/ui/light.tsx";
import { fileBytesMax, filesMax } from "#contracts/product.ts";
import type { StudioFile } from "#server/files/files.ts";

interface Props {
  goal: string;
  files: readonly StudioFile[];
  /** Confidential and sealed veil every file, whatever is wished. */
  isStrict: boolean;
  isVeiledEvent: boolean;
}

const megabyte = 1024 * 1024;

/** The files for the guests: at most two, each veiled until the reveal or not. */
export function ProductFiles({ goal, files, isStrict, isVeiledEvent }: Props) {
  const t = useWords("studio");
  const add = useActs();
  const form = useEmptied(add.data?.said);
  return (
    <section aria-labelledby="product-files" className="form">
      <h2 id="product-files">{t("product.files")}</h2>
      <p className="soft">{t(isStrict ? "product.filesStrict" : isVeiledEvent ? "product.filesVeiled" : "product.filesOpen")}</p>
      {files.length === 0 ? null : (
        <ul className="given">
          {files.map((file) => (
            <File key={file.id} goal={goal} file={file} isStrict={isStrict} isVeiledEvent={isVeiledEvent} />
          ))}
        </ul>
      )}
      {files.length >= filesMax ? (
        <p className="soft">{t("product.filesFull", { count: filesMax })}</p>
      ) : (
        <add.Form method="post" action={`${goal}/add`} encType="multipart/form-data" className="form" ref={form}>
          <Field
            type="file"
            name="file"
            required
            accept="application/pdf,image/jpeg,image/png"
            label={t("product.chooseFile")}
            hint={t("product.fileHint", { max: fileBytesMax / megabyte })}
            look="work"
            className="product__file"
          />
          <Field name="name" maxLength={120} label={t("product.fileName")} hint={t("product.fileNameHint")} look="work" autoComplete="off" />
          {isVeiledEvent && !isStrict ? (
            <Check name="isVeiled" defaultChecked>
              {t("product.fileVeiled")}
            </Check>
          ) : (
            <input type="hidden" name="isVeiled" value="on" />
          )}
          <div className="form__acts">
            <Button type="submit" size="work" pending={add.state !== "idle"}>
              {t("product.addFile")}
            </Button>
          </div>
        </add.Form>
      )}
    </section>
  );
}

function File({ goal, file, isStrict, isVeiledEvent }: { goal: string; file: StudioFile } & Pick<Props, "isStrict" | "isVeiledEvent">) {
  const t = useWords("studio");
  const isVeiled = isStrict || (isVeiledEvent && file.isVeiled);
  return (
    <li>
      <a href={`${goal}/file/${file.id}`} download>
        {file.name}
      </a>
      <Light tone={isVeiled ? "off" : "ok"}>{t(isVeiled ? "product.isVeiled" : "product.isShown")}</Light>
      {isVeiledEvent && !isStrict ? (
        <RowAct goal={`${goal}/veil`} fields={{ fileId: file.id, isVeiled: file.isVeiled ? "no" : "yes" }} look="edge">
          {t(file.isVeiled ? "product.unveil" : "product.veil")} <span className="vh">{file.name}</span>
        </RowAct>
      ) : null}
      <ConfirmAct
        goal={`${goal}/remove`}
        fields={{ fileId: file.id }}
        word={t("product.remove")}
        label={t("product.removeFile", { name: file.name })}
        text={t("product.removeText")}
        keep={t("product.keep")}
      />
    </li>
  );
}
