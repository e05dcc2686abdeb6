import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { nameIn } from "#contracts/name-in.ts";
import type { StudioProduct } from "#server/product/product.ts";

interface Props {
  goal: string;
  product: StudioProduct;
  codeName: string;
  isStrict: boolean;
  isVeiledEvent: boolean;
}

/** What a guest sees of the piece before the reveal and after it. */
export function ProductPreview({ goal, product, codeName, isStrict, isVeiledEvent }: Props) {
  const t = useWords("studio");
  const lang = useLanguage();
  const before = isStrict ? [] : product.files.filter(({ isVeiled }) => !isVeiled);
  return (
    <>
      <h2 id="preview">{t("product.preview")}</h2>
      {isVeiledEvent ? (
        <figure className="seen">
          <figcaption>{t("product.before")}</figcaption>
          <div className="seen__card" data-light="down">
            <div className="seen__img cloth cloth--narrow" aria-hidden="true" />
            <div>
              <b>{codeName}</b>
              <Names files={before} />
            </div>
          </div>
        </figure>
      ) : (
        <p className="soft">{t("product.neverVeiled")}</p>
      )}
      <figure className="seen">
        <figcaption>{t(isVeiledEvent ? "product.after" : "product.always")}</figcaption>
        {product.names ? (
          <div className="seen__card" data-light="down">
            {product.pictureId ? <img className="seen__img" src={`${goal}/file/${product.pictureId}`} alt="" /> : null}
            <div>
              <b>{nameIn(product.names, lang)}</b>
              {product.price ? <span>{product.price}</span> : null}
              <Names files={product.files} />
            </div>
          </div>
        ) : (
          <p className="soft">{t("product.noNames")}</p>
        )}
      </figure>
    </>
  );
}

function Names({ files }: { files: readonly { id: string; name: string }[] }) {
  return files.map(({ id, name }) => <span key={id}>{name}</span>);
}
