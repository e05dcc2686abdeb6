import { DownloadSimpleIcon } from "@phosphor-icons/react/dist/csr/DownloadSimple";
import type { MouseEvent } from "react";
import { useMemo, useRef, useState } from "react";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { PieceNow } from "#app/piece/piece-now.ts";
import type { SignedFetch } from "#app/piece/source.ts";
import { fileAddress, signedFile, usePictureSource } from "#app/piece/source.ts";
import { buttonClass } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { FileCard, ShownProduct } from "#contracts/product.ts";
import { nameIn } from "#contracts/name-in.ts";

interface Props {
  eventId: string;
  /** Whether requests are signed here. */
  isKeyed: boolean;
  /** The event's name as this guest may read it: the code name, while the piece is veiled. */
  eventName: string;
  piece: PieceNow;
}

/** The piece: the cloth and the code name while it is veiled, then what it is. Nothing where the event shows none. */
export function Piece({ eventId, isKeyed, eventName, piece: { product, files } }: Props) {
  const t = useWords("room");
  const isVeiled = product?.isVeiled === true;
  const wasVeiled = useRef(isVeiled);
  wasVeiled.current ||= isVeiled;
  const signed = useMemo<SignedFetch | null>(() => (isKeyed ? async (address) => (await import("#app/keys/signed-fetch.ts")).signedFetch(eventId, address) : null), [eventId, isKeyed]);
  if (!product && files.length === 0) return null;
  return (
    <section className="piece" data-veiled={isVeiled || undefined} data-lifting={(wasVeiled.current && !isVeiled) || undefined} aria-label={t("piece.title")} aria-live="assertive">
      {product?.isVeiled === false ? <Shown eventId={eventId} signed={signed} product={product} wasVeiled={wasVeiled.current} /> : null}
      {isVeiled ? (
        <>
          <div className="piece__img cloth cloth--narrow" aria-hidden="true" />
          <div className="piece__txt">
            <h2>{eventName}</h2>
            <p>{t("piece.veiled")}</p>
            <Files eventId={eventId} signed={signed} files={files} />
          </div>
        </>
      ) : null}
      {product ? null : (
        <div className="piece__txt">
          <Files eventId={eventId} signed={signed} files={files} />
        </div>
      )}
    </section>
  );
}

function Shown({ eventId, signed, product, wasVeiled }: { eventId: string; signed: SignedFetch | null; product: ShownProduct; wasVeiled: boolean }) {
  const lang = useLanguage();
  const source = usePictureSource(eventId, product.pictureId, signed);
  const name = nameIn(product.names, lang);
  return (
    <>
      {product.pictureId ? (
        <div className="piece__img">
          {source ? <img src={source} alt={name} draggable={false} /> : null}
          {wasVeiled ? <div className="piece__cloth cloth cloth--narrow" aria-hidden="true" /> : null}
        </div>
      ) : null}
      <div className="piece__txt">
        <h2>{name}</h2>
        {product.price ? <p>{product.price}</p> : null}
        <Files eventId={eventId} signed={signed} files={product.files} />
      </div>
    </>
  );
}

function Files({ eventId, signed, files }: { eventId: string; signed: SignedFetch | null; files: readonly FileCard[] }) {
  const t = useWords("room");
  const [lacking, setLacking] = useState<string | null>(null);
  if (files.length === 0) return null;
  const fetchSigned = async (event: MouseEvent, { id, name }: FileCard) => {
    if (!signed) return;
    event.preventDefault();
    const bytes = await signedFile(signed, eventId, id);
    setLacking(bytes ? null : id);
    if (!bytes) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(bytes);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  return (
    <ul className="piece__files">
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileAddress(eventId, file.id)} download className={buttonClass({ size: "work" })} onClick={(event) => void fetchSigned(event, file)}>
            <Icon of={DownloadSimpleIcon} size="small" /> {file.name}
          </a>
          {lacking === file.id ? <span role="alert"> {t("piece.lacking")}</span> : null}
        </li>
      ))}
    </ul>
  );
}
