import type { Key, Values } from "#app/i18n/namespaces.ts";
import type { Ability } from "#contracts/abilities.ts";
import type { Format, Phase } from "#contracts/event.ts";
import type { Readiness } from "#server/events/readiness.ts";

type Tone = "stop" | "wait" | "open" | "ok";
/** One thing an event needs before the day: how it stands, in words with their values, and where it is done. */
export interface Step {
  tone: Tone;
  word: Key<"studio">;
  note?: Key<"studio">;
  values?: Values;
  names?: readonly string[];
  to?: string;
  needs?: Ability;
}
type Facts = { id: string; phase: Phase; format: Format };

const order = ["stop", "wait", "open", "ok"] as const satisfies Tone[];

function ofGuests({ guests: { listed, asked, opened } }: Readiness, to: string): Step[] {
  const link = { to, needs: "guest.list" } as const;
  if (listed === 0) return [{ tone: "open", word: "steps.guestsNone", ...link }];
  const steps: Step[] = [asked < listed ? { tone: "wait", word: "steps.guestsUnasked", values: { count: listed - asked }, ...link } : { tone: "ok", word: "steps.guestsAsked", values: { count: listed } }];
  if (asked > 0) steps.push({ tone: opened < asked ? "open" : "ok", word: "steps.guestsOpened", values: { count: opened, all: asked }, ...link });
  return steps;
}

function ofSpeakers({ speakers: { listed, asked, signed } }: Readiness, to: string): Step[] {
  const link = { to, needs: "guest.list" } as const;
  if (listed === 0) return [];
  if (asked < listed) return [{ tone: "wait", word: "steps.speakersUnasked", values: { count: listed - asked }, ...link }];
  if (signed !== null && signed < listed) return [{ tone: "stop", word: "steps.speakersUnsigned", note: "steps.speakersUnsignedNote", values: { count: listed - signed }, ...link }];
  return [{ tone: "ok", word: "steps.speakersReady", values: { count: listed } }];
}

function ofBoutiques({ boutiques: { count, bare } }: Readiness, { id, format }: Facts): Step[] {
  if (format === "online") return [];
  if (count === 0) return [{ tone: "wait", word: "steps.boutiquesNone", to: `/studio/events/${id}`, needs: "event.edit" }];
  if (bare.length > 0) return [{ tone: "wait", word: "steps.tabletsMissing", values: { count: bare.length }, names: bare, to: `/studio/events/${id}/tablets`, needs: "device.pair" }];
  return [{ tone: "ok", word: "steps.tabletsReady" }];
}

/** What an event needs before the day, the most pressing first. */
export function stepsOf(readiness: Readiness, event: Facts): Step[] {
  const at = `/studio/events/${event.id}`;
  const { agreement, piece, isWelcomeWritten, lettersFailed } = readiness;
  const steps: Step[] = [
    event.phase === "draft" ? { tone: "open", word: "steps.announceOpen", note: "steps.announceNote", to: at, needs: "event.open" } : { tone: "ok", word: "steps.announced" },
    ...(agreement === "notAsked" ? [] : [agreement === "missing" ? ({ tone: "stop", word: "steps.agreementMissing", note: "steps.agreementNote", to: `${at}/agreement`, needs: "agreement.edit" } as const) : ({ tone: "ok", word: "steps.agreementWritten" } as const)]),
    ...ofGuests(readiness, `${at}/guests`),
    ...(lettersFailed > 0 ? [{ tone: "stop", word: "steps.lettersFailed", note: "steps.lettersNote", values: { count: lettersFailed }, to: "/studio/outbox?state=failed", needs: "letter.read" } as const] : []),
    ...ofSpeakers(readiness, `${at}/guests`),
    ...ofBoutiques(readiness, event),
    piece.isNamed && piece.hasPicture ? { tone: "ok", word: "steps.pieceReady" } : { tone: "open", word: piece.isNamed ? "steps.pictureMissing" : "steps.pieceMissing", to: `${at}/product`, needs: "product.edit" },
    isWelcomeWritten ? { tone: "ok", word: "steps.welcomeWritten" } : { tone: "open", word: "steps.welcomeMissing", to: at, needs: "event.edit" },
  ];
  return steps.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}
