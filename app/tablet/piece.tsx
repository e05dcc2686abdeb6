import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { tabletFetch } from "#app/keys/signed-fetch.ts";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { usePictureSource } from "#app/piece/source.ts";
import type { ShownProduct } from "#contracts/product.ts";
import { nameIn } from "#contracts/name-in.ts";

interface Props {
  eventId: string;
  isKeyed: boolean;
  eventName: string;
  piece: PieceNow;
}

/** The piece as the boutique sees it: the cloth and the code name, then what it is. Files are not for a screen that is everybody's. */
export function Piece({ eventId, isKeyed, eventName, piece: { product } }: Props) {
  const t = useWords("tablet");
  if (!product) return null;
  return (
    <section className="tpiece" data-veiled={product.isVeiled || undefined} aria-label={t("piece.title")} aria-live="assertive">
      {product.isVeiled ? (
        <>
          <div className="tpiece__img cloth cloth--narrow" aria-hidden="true" />
          <h2>{eventName}</h2>
          <p>{t("piece.veiled")}</p>
        </>
      ) : (
        <Shown eventId={eventId} isKeyed={isKeyed} product={product} />
      )}
    </section>
  );
}

function Shown({ eventId, isKeyed, product }: { eventId: string; isKeyed: boolean; product: ShownProduct }) {
  const lang = useLanguage();
  const source = usePictureSource(eventId, product.pictureId, isKeyed ? tabletFetch : null);
  return (
    <>
      {source ? (
        <div className="tpiece__img">
          <img src={source} alt={nameIn(product.names, lang)} draggable={false} />
        </div>
      ) : null}
      <h2>{nameIn(product.names, lang)}</h2>
      {product.price ? <p>{product.price}</p> : null}
    </>
  );
}
