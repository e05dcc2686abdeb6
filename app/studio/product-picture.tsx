import { useWords } from "#app/i18n/use-words.ts";
import { ConfirmAct } from "#app/studio/confirm-act.tsx";
import { useEmptied } from "#app/studio/emptied.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { pictureBytesMax } from "#contracts/product.ts";

const megabyte = 1024 * 1024;

/** The picture of the piece: taken, replaced, removed. */
export function ProductPicture({ goal, pictureId, name }: { goal: string; pictureId: string | null; name: string }) {
  const t = useWords("studio");
  const send = useActs();
  const form = useEmptied(send.data?.said);
  return (
    <section aria-labelledby="product-picture" className="form">
      <h2 id="product-picture">{t("product.picture")}</h2>
      {pictureId ? (
        <div className="flex flex-wrap items-end gap-4">
          <img src={`${goal}/file/${pictureId}`} alt={name} className="max-h-48 max-w-full rounded-card" />
          <ConfirmAct
            goal={`${goal}/remove`}
            fields={{ fileId: pictureId }}
            word={t("product.remove")}
            label={t("product.removePicture")}
            text={t("product.removeText")}
            keep={t("product.keep")}
          />
        </div>
      ) : null}
      <send.Form method="post" action={`${goal}/picture`} encType="multipart/form-data" className="form" ref={form}>
        <Field
          type="file"
          name="file"
          required
          accept="image/jpeg,image/png"
          label={t(pictureId ? "product.another" : "product.choosePicture")}
          hint={t("product.pictureHint", { max: pictureBytesMax / megabyte })}
          look="work"
          className="product__file"
        />
        <div className="form__acts">
          <Button type="submit" size="work" pending={send.state !== "idle"}>
            {t("product.keepPicture")}
          </Button>
        </div>
      </send.Form>
    </section>
  );
}
