import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { PieceNow } from "#app/piece/piece-now.ts";
import { Piece } from "#app/room/piece.tsx";
import { firstName } from "#app/room/seat-number.ts";
import { Energy } from "#app/ui/energy.tsx";
import { Paper } from "#app/ui/paper.tsx";
import { inWords, useZone } from "#app/ui/when.tsx";

type Props = { eventId: string; isKeyed: boolean; eventName: string; name: string | null; zone: string; piece: PieceNow; history: readonly { minute: string; total: number }[] };
const minuteMs = 60_000;
const strokeWidth = 12;

/** Every minute from the first with a reaction to the last, the silent ones between them, too. */
export function minutesOf(history: Props["history"]): { at: string; total: number }[] {
  const totals = new Map(history.map(({ minute, total }) => [Date.parse(minute), total]));
  const first = Math.min(...totals.keys());
  const last = Math.max(...totals.keys());
  if (!Number.isFinite(first)) return [];
  return Array.from({ length: (last - first) / minuteMs + 1 }, (_, step) => {
    const at = first + step * minuteMs;
    return { at: new Date(at).toISOString(), total: totals.get(at) ?? 0 };
  });
}

/** After the end: thanks, and what everybody felt, as one line of strokes. */
export function Thanks({ eventId, isKeyed, eventName, name, zone, piece, history }: Props) {
  const t = useWords("room");
  const here = useZone(zone);
  const lang = useLanguage();
  const first = firstName(name);
  const minutes = minutesOf(history);
  const peak = minutes.reduce((most, one) => (one.total > most.total ? one : most), { at: "", total: 0 });
  const time = peak.at && inWords(peak.at, lang, here.zone, "time");
  return (
    <Paper slit={false}>
      <h1>{first ? t("thanks.title", { name: first }) : t("thanks.titleNobody")}</h1>
      <p className="lede">{t("thanks.text", { event: eventName })}</p>
      {piece.product?.isVeiled === false || piece.files.length > 0 ? <Piece eventId={eventId} isKeyed={isKeyed} eventName={eventName} piece={piece} /> : null}
      <section className="mt-8 border-y border-line py-6" aria-labelledby="felt">
        <h2 id="felt" className="type-sub">
          {t("thanks.felt")}
        </h2>
        {peak.total > 0 ? (
          <>
            {/* a stroke keeps its place however short it was */}
            <div className="mt-4" style={{ maxWidth: `${minutes.length * strokeWidth}px` }}>
            <Energy values={minutes.map(({ total }) => Math.sqrt(total / peak.total))} litFrom={0} label={t("thanks.label", { count: peak.total, time })} />
            </div>
            <p className="small soft mt-3">{t("thanks.peak", { time })}</p>
          </>
        ) : (
          <p className="soft mt-2">{t("thanks.still")}</p>
        )}
      </section>
      <p className="small soft mt-6">{t("thanks.close")}</p>
    </Paper>
  );
}
