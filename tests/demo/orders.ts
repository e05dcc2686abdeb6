import type { Level } from "#contracts/event.ts";
import type { Language } from "#contracts/languages.ts";
import type { EventKey } from "#prisma/cast.ts";

/** Somebody with a personal link. */
export interface Linked {
  name: string;
  language: Language;
  link: string;
  /** What their advisor told them over another way, where the door asks for it. */
  code?: string;
}

/** An evening for the crowd: everything in it is what such people are really given. */
export interface Evening {
  do: "attend";
  key: EventKey;
  level: Level;
  /** The address of the event's desk, as staff have it in their browser. */
  desk: string;
  title: string;
  /** When the curtain rises, in milliseconds of the epoch; null: not before it is told to. */
  liveAt: number | null;
  /** The cloth is lifted so long after that; null: not before it is told to, or there is nothing under it. */
  revealAfterMs: number | null;
  guests: Linked[];
  /** How many of the guests take the picture. */
  watchers: number;
  speaker: (Linked & { everyMs: number | null; onAirMs: number; firstAfterMs: number }) | null;
  /** Tablets to be paired, by the boutique on whose counter they stand. */
  tablets: { boutiqueId: string; boutique: string }[];
  /** The public page, for those who come without an invitation, and how many they are. */
  open: { link: string; count: number } | null;
}

/** What the demo tells the crowd, one JSON line each, over a pipe whose end is the crowd's end. */
export type Order =
  | { do: "work"; origin: string; director: string; hosts: Record<EventKey, string> }
  | Evening
  | { do: "goLive" | "reveal"; key: EventKey };

/** What the crowd tells the demo. */
export type Told =
  | { told: "working" }
  | { told: "doors" | "live" | "revealed" | "onAir" | "offAir" | "hostReady"; key: EventKey }
  | { told: "paired"; key: EventKey; boutique: string }
  | { told: "figures"; seated: number; watching: number; reactions: number; lines: number; watchedBytes: number; watchedLines: number }
  | { told: "trouble"; words: string };
