import type { Format, Level, Mode } from "#contracts/event.ts";
import type { Language } from "#contracts/languages.ts";
import type { Role } from "#contracts/staff.ts";

/** The named people of every test, of the seed and of the demo. After a day you know who the outsider is. */
export const maison = { name: "Maison Aurelle" };

interface StaffMember {
  name: string;
  email: string;
  roles: readonly Role[];
  /** Knows only the events named here, by their key. */
  onlyEvents?: readonly EventKey[];
}

export const staff = {
  elena: { name: "Elena Sforza", email: "elena.sforza@aurelle.example", roles: ["owner"] },
  marc: { name: "Marc Aubin", email: "marc.aubin@aurelle.example", roles: ["producer"] },
  beatrice: { name: "Beatrice Lanza", email: "beatrice.lanza@aurelle.example", roles: ["host"] },
  luca: { name: "Luca Benedetti", email: "luca.benedetti@aurelle.example", roles: ["moderator"] },
  meiLin: { name: "Mei Lin Koh", email: "meilin.koh@aurelle.example", roles: ["advisor"] },
  anna: { name: "Anna Frei", email: "anna.frei@aurelle.example", roles: ["analyst"] },
  /** An outside partner: produces the open event and must not know of the other. */
  grace: { name: "Grace Lin", email: "grace.lin@partner.example", roles: ["producer"], onlyEvents: ["open"] },
} as const satisfies Record<string, StaffMember>;
export type StaffKey = keyof typeof staff;

/** The other owner: what takes two owners takes her word beside Elena's. */
export const secondOwner = { name: "Vittoria Sforza", email: "vittoria.sforza@aurelle.example", roles: ["owner"] } as const satisfies StaffMember;

/**
 * Those who run the demo's evenings by themselves, so that the links of the cast stay free for whoever tries them; and a
 * host whose place on stage is free.
 */
export const crew = {
  nora: { name: "Nora Vidal", email: "nora.vidal@aurelle.example", roles: ["producer"] },
  aldo: { name: "Aldo Perrin", email: "aldo.perrin@aurelle.example", roles: ["host"] },
  dario: { name: "Dario Conte", email: "dario.conte@aurelle.example", roles: ["host"] },
  flavia: { name: "Flavia Moretti", email: "flavia.moretti@aurelle.example", roles: ["host"] },
  ottavia: { name: "Ottavia Riva", email: "ottavia.riva@aurelle.example", roles: ["host"] },
} as const satisfies Record<string, StaffMember>;

export const boutiques = {
  milano: { name: "Aurelle Milano", city: "Milano", zone: "Europe/Rome" },
  paris: { name: "Aurelle Paris", city: "Paris", zone: "Europe/Paris" },
} as const;
export type BoutiqueKey = keyof typeof boutiques;

interface Invited {
  name: string;
  email: string;
  language: Language;
  boutique?: BoutiqueKey;
}

export const clients = {
  ines: { name: "Inès Arnaud", email: "ines.arnaud@mail.example", language: "en" },
  adrien: { name: "Adrien Keller", email: "adrien.keller@mail.example", language: "de" },
  camille: { name: "Camille Roche", email: "camille.roche@mail.example", language: "fr", boutique: "paris" },
  elenaConti: { name: "Elena Conti", email: "elena.conti@mail.example", language: "it", boutique: "milano" },
  haruka: { name: "Haruka Sato", email: "haruka.sato@mail.example", language: "en" },
  sofia: { name: "Sofia Brandt", email: "sofia.brandt@mail.example", language: "de" },
} as const satisfies Record<string, Invited>;
export type ClientKey = keyof typeof clients;

export const speakers = {
  kaori: { name: "Kaori Ishida", email: "kaori.ishida@studio.example", language: "en" },
} as const satisfies Record<string, Invited>;

/** Speaks in the demo by himself, so that Kaori's link stays free. */
export const crewSpeaker = { name: "Théo Marchand", email: "theo.marchand@studio.example", language: "fr" } as const satisfies Invited;

/** Was invited, and is no longer: the link must open nothing. */
export const outsider = { name: "Viktor Hale", email: "viktor.hale@elsewhere.example", language: "en" } as const satisfies Invited;

interface CastEvent {
  title: string;
  codeName: string;
  level: Level;
  mode: Mode;
  format: Format;
  place: string;
  zone: string;
  boutiques: readonly BoutiqueKey[];
  /** Whether speakers sign the agreement, too. */
  speakersSign?: boolean;
  /** Forgotten so many days after it begins. */
  purgeAfterDays?: number;
  /** Where its tablets may stand: an address or a range on each line. */
  networks?: string;
}

export const eventKeys = ["invited", "open", "confidential", "sealed"] as const;
export type EventKey = (typeof eventKeys)[number];
export const events = {
  invited: {
    title: "The Hand That Winds the Night",
    codeName: "Notturno",
    level: "invited",
    mode: "inviteOnly",
    format: "hybrid",
    place: "Le Sentier",
    zone: "Europe/Rome",
    boutiques: ["milano", "paris"],
  },
  open: {
    title: "An Hour at the Bench",
    codeName: "Banco",
    level: "open",
    mode: "public",
    format: "online",
    place: "Genève",
    zone: "Europe/Zurich",
    boutiques: [],
  },
  confidential: {
    title: "A Sound Kept for One Ear",
    codeName: "Sottovoce",
    level: "confidential",
    mode: "inviteOnly",
    format: "hybrid",
    place: "La Côte-aux-Fées",
    zone: "Europe/Zurich",
    boutiques: ["milano", "paris"],
    speakersSign: true,
  },
  sealed: {
    title: "What the Lamp Left Unsaid",
    codeName: "Penombra",
    level: "sealed",
    mode: "inviteOnly",
    format: "inStore",
    place: "Via Sant’Andrea",
    zone: "Europe/Rome",
    boutiques: ["milano", "paris"],
    purgeAfterDays: 30,
    networks: "127.0.0.0/8\n::1",
  },
} as const satisfies Record<EventKey, CastEvent>;

interface CastPiece extends Record<Language, string> {
  price: string;
}

/** What these two evenings hide until the second of the reveal: its name in each language, and its price. */
export const pieces = {
  confidential: { en: "The Quiet Repeater", it: "La Ripetizione Quieta", fr: "La Répétition tranquille", de: "Die stille Repetition", price: "CHF 212 000" },
  sealed: { en: "The Eighth Evening", it: "L’Ottava Sera", fr: "Le Huitième Soir", de: "Der achte Abend", price: "EUR 385 000" },
} as const satisfies Partial<Record<EventKey, CastPiece>>;

const given = ["Amélie", "Bruno", "Chiara", "Daan", "Emeka", "Freya", "Giulia", "Hugo", "Isabel", "Jun", "Karim", "Lena", "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Teresa"];
const family = ["Albrecht", "Bianchi", "Castel", "Dufour", "Eriksen", "Fontana", "Garnier", "Holm", "Ivanova", "Jansen"];

/** One of the many who fill the demo's room: the same number is always the same person. */
export function someone(number: number): Invited {
  const name = `${given[number % given.length]} ${family[Math.floor(number / given.length + number) % family.length]}`;
  const languages = ["en", "it", "fr", "de"] as const;
  return { name, email: `guest.${number}@mail.example`, language: languages[number % 4] ?? "en" };
}
