import { useWords } from "#app/i18n/use-words.ts";
import { useLive } from "#app/live/live.tsx";

/** The calm word where the picture would be, in a browser that can open no call, or not this sealed one. */
export function CannotShow() {
  const t = useWords("common");
  const why = useLive().isEncrypted ? "cannotDecrypt" : "cannotShow";
  return (
    <div className="picture" role="status">
      <div className="picture__cover picture__word">
        <p className="picture__word-title">{t(`${why}.title`)}</p>
        <p>{t(`${why}.text`)}</p>
      </div>
    </div>
  );
}
