import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { fieldsOf } from "#app/studio/plan-said.ts";
import type { PlanSaid } from "#app/studio/plan-said.ts";
import type { Fault } from "#app/studio/plan-tried.ts";
import type { PlanField, PlanValues } from "#app/studio/plan-values.ts";
import { changedIn, mergePlans, planIn, texts, valuesOf, withFields } from "#app/studio/plan-values.ts";
import type { Phase } from "#contracts/event.ts";
import { Level, levels } from "#contracts/event.ts";

const saveAfterMs = 700;
const againAfterMs = 5000;
/** Writing on in one field within this time is one change to be undone. */
const oneChangeMs = 1500;
const undoMax = 100;

/** How the saving stands: all kept, on its way, not reached, signed out, or the plan is no longer to be changed. */
type Saving = "kept" | "saving" | "unreached" | "signedOut" | "fixed";
interface Clash {
  theirs: PlanValues;
  fields: PlanField[];
  by: string | null;
  at: string | null;
}
interface Draft {
  values: PlanValues;
  /** As the house has it, at this version. */
  saved: PlanValues;
  version: number;
  saving: Saving;
  savedAt: string | null;
  fault: Fault | null;
  /** What the house refused: it waits on the page until something is changed. */
  refused: readonly PlanField[];
  /** What was confirmed of that which cannot be taken back. */
  meant: readonly PlanField[];
  clash: Clash | null;
  /** What somebody else changed and was taken over. */
  taken: { fields: PlanField[]; by: string | null } | null;
  /** The last changes of this visit, the newest last. */
  past: readonly { name: PlanField; before: PlanValues; at: number }[];
  tries: number;
}

type Act =
  | { act: "set"; name: PlanField; value: PlanValues[PlanField]; at: number }
  | { act: "undo" }
  | { act: "mean"; fields: readonly PlanField[] }
  | { act: "leave"; fields: readonly PlanField[] }
  | { act: "send" }
  | { act: "hear"; said: PlanSaid; sent: PlanValues; at: string }
  | { act: "miss"; saving: "unreached" | "signedOut" | "fixed" }
  | { act: "again" }
  | { act: "settle"; mine: readonly PlanField[] };

/** A level lets people in by one way only, so the way follows it. */
const movedBy = (name: PlanField): readonly PlanField[] => (name === "level" ? ["level", "mode"] : [name]);
const isText = (name: PlanField): boolean => (texts as readonly string[]).includes(name);
const anew = { refused: [], fault: null } as const;

function hear(draft: Draft, { said, sent, at }: Extract<Act, { act: "hear" }>): Draft {
  const kept = { ...draft, saving: "kept" } as const;
  if (said.said === "saved") return { ...kept, saved: sent, version: said.version, savedAt: at, fault: draft.refused.length > 0 ? draft.fault : null, meant: [] };
  if (said.said === "refused") {
    const changed = changedIn(draft.saved, sent);
    const about = fieldsOf(said.fault).filter((name) => changed.includes(name));
    return { ...kept, fault: said.fault, refused: [...new Set([...draft.refused, ...(about.length > 0 ? about : changed)])] };
  }
  if (said.version === draft.version) return { ...draft, saving: "unreached" };
  const theirs = valuesOf(said.plan);
  const { values, taken, clashes } = mergePlans(draft.saved, draft.values, theirs);
  const clash = clashes.length > 0 ? { theirs, fields: clashes, by: said.by, at: said.at } : null;
  return { ...kept, ...anew, values, saved: theirs, version: said.version, clash, taken: taken.length > 0 ? { fields: taken, by: said.by } : null, past: draft.past.filter(({ name }) => !taken.includes(name)) };
}

function step(draft: Draft, act: Act): Draft {
  switch (act.act) {
    case "set": {
      const last = draft.past.at(-1);
      const isSameChange = last?.name === act.name && isText(act.name) && act.at - last.at < oneChangeMs;
      const entry = { name: act.name, before: isSameChange ? last.before : draft.values, at: act.at };
      const past = [...(isSameChange ? draft.past.slice(0, -1) : draft.past), entry].slice(-undoMax);
      const mode = act.value === "open" ? "public" : "inviteOnly";
      const values = { ...draft.values, [act.name]: act.value, ...(act.name === "level" ? { mode } : {}) };
      return { ...draft, ...anew, values, past, meant: draft.meant.filter((name) => name !== act.name), tries: 0 };
    }
    case "undo": {
      const last = draft.past.at(-1);
      return last ? { ...draft, ...anew, values: withFields(draft.values, movedBy(last.name), last.before), past: draft.past.slice(0, -1) } : draft;
    }
    case "mean":
      return { ...draft, ...anew, meant: [...draft.meant, ...act.fields] };
    case "leave":
      return { ...draft, ...anew, values: withFields(draft.values, act.fields.flatMap(movedBy), draft.saved) };
    case "send":
      return { ...draft, saving: "saving" };
    case "hear":
      return hear(draft, act);
    case "miss":
      return { ...draft, saving: act.saving };
    case "again":
      return { ...draft, tries: draft.tries + 1 };
    case "settle": {
      if (!draft.clash) return draft;
      const theirs = draft.clash.fields.filter((name) => !act.mine.includes(name));
      return { ...draft, clash: null, values: withFields(draft.values, theirs, draft.clash.theirs) };
    }
  }
}

const rank = (level: string): number => levels.indexOf(Level.safeParse(level).data ?? "open");
/** What takes effect at once for everybody and cannot be taken back by a second click: asked about, never saved by itself. */
const finalIn = ({ values, saved, meant }: Draft, phase: Phase): ("level" | "veil")[] =>
  phase === "draft"
    ? []
    : (["level", "veil"] as const).filter((name) => !meant.includes(name) && (name === "level" ? rank(values.level) > rank(saved.level) : saved.veil && !values.veil));

async function post(eventId: string, sent: PlanValues, version: number, keepalive = false): Promise<PlanSaid | "unreached" | "signedOut" | "fixed"> {
  const { plan } = planIn(sent);
  const answer = await fetch(`/studio/events/${eventId}/plan`, { method: "POST", keepalive, body: new URLSearchParams({ version: String(version), plan: JSON.stringify(plan) }) }).catch(() => null);
  if (!answer || answer.status >= 500 || answer.status === 429) return "unreached";
  if (answer.redirected || answer.status === 401) return "signedOut";
  if (!answer.ok) return "fixed";
  return answer.json().catch(() => "unreached");
}

/** A plan that saves itself field by field; what cannot be saved stays on the page and is said. */
export function usePlanDraft(eventId: string, phase: Phase, begin: { values: PlanValues; saved: PlanValues; version: number; savedAt: string | null }) {
  const [draft, act] = useReducer(step, { ...begin, saving: "kept", fault: null, refused: [], meant: [], clash: null, taken: null, past: [], tries: 0 });
  const { values, saved, version, saving, refused, clash, tries } = draft;
  const wrong = useMemo(() => planIn(values).wrong ?? new Set<PlanField>(), [values]);
  const final = finalIn(draft, phase);
  const waiting = [...wrong, ...refused, ...final].join();
  const sendable = useMemo(() => withFields(values, planIn(values).wrong ?? [], saved), [values, saved]);
  const next = withFields(sendable, [...refused, ...final], saved);
  const isDue = clash === null && saving !== "fixed" && changedIn(next, saved).length > 0;
  const nextText = JSON.stringify(next);
  const flight = useRef(false);
  const last = useRef({ next, version, isDue });
  last.current = { next, version, isDue };

  // What is sent is read when it is sent; its text says when it changed.
  useEffect(() => {
    if (!isDue || flight.current) return;
    const timer = setTimeout(
      async () => {
        flight.current = true;
        act({ act: "send" });
        const sent = last.current.next;
        const said = await post(eventId, sent, last.current.version);
        flight.current = false;
        if (typeof said === "string") act({ act: "miss", saving: said });
        else act({ act: "hear", said, sent, at: new Date().toISOString() });
      },
      saving === "unreached" || saving === "signedOut" ? (tries > 0 ? 0 : againAfterMs) : saveAfterMs,
    );
    return () => clearTimeout(timer);
  }, [isDue, nextText, version, saving, tries, eventId]);

  // Whoever goes away before the pause is over has it sent all the same.
  useEffect(() => {
    const leave = () => {
      if (last.current.isDue && !flight.current) void post(eventId, last.current.next, last.current.version, true);
    };
    const again = () => act({ act: "again" });
    addEventListener("pagehide", leave);
    addEventListener("online", again);
    return () => {
      removeEventListener("pagehide", leave);
      removeEventListener("online", again);
      leave();
    };
  }, [eventId]);

  const undo = useCallback(() => act({ act: "undo" }), []);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
      if (isWriting || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      undo();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [undo]);

  return {
    ...draft,
    wrong,
    /** What waits for a word, for it cannot be taken back. */
    final,
    isWaiting: waiting !== "",
    isDue,
    set: useCallback(<N extends PlanField>(name: N, value: PlanValues[N]) => act({ act: "set", name, value, at: Date.now() }), []),
    undo,
    mean: (fields: readonly PlanField[]) => act({ act: "mean", fields }),
    leave: (fields: readonly PlanField[]) => act({ act: "leave", fields }),
    settle: (mine: readonly PlanField[]) => act({ act: "settle", mine }),
    again: () => act({ act: "again" }),
  };
}
export type PlanDraft = ReturnType<typeof usePlanDraft>;
