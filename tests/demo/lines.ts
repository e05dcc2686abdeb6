import type { Language } from "#contracts/languages.ts";

/** What guests write while it is still new, and later; each says a line once, then the list begins again. */
export const lines = {
  en: {
    early: [
      "Good evening from Edinburgh. It is raining, which suits the blue.",
      "I had forgotten how quiet a good stage can be.",
      "My mother is watching beside me. She asks who made the cloth.",
      "The light falls from exactly the right side.",
      "Hello to everyone in Paris. We can nearly hear you.",
      "I have never seen a hall breathe like this.",
      "First time I watch one of these from a kitchen. It works.",
    ],
    late: [
      "That blue. It is the hour just before the lamps are lit.",
      "The hands are so fine that I held my breath.",
      "I would love to know how long one dial takes.",
      "The moon moves. I had to look twice.",
      "You can tell that one person finished it, and took their time.",
      "Is it possible to see it in Milan next week?",
      "The case is much thinner than I expected.",
      "My grandfather would have wound this every night.",
      "Thank you for showing the back as well as the front.",
    ],
  },
  it: {
    early: [
      "Buonasera da Torino, siamo in quattro davanti allo schermo.",
      "Che silenzio bello, prima che cominci.",
      "Il drappo è già metà dello spettacolo.",
      "Un saluto alla boutique di Milano.",
      "La luce è quella di un teatro vero.",
      "Aspettavo questa sera da mesi.",
    ],
    late: [
      "Quel blu cambia a ogni movimento della mano.",
      "La luna che gira piano: una piccola poesia.",
      "Si vede il lavoro di chi non ha fretta.",
      "Le lancette sembrano disegnate a matita.",
      "Quanto tempo serve per un solo quadrante?",
      "Complimenti a chi lo ha finito a mano.",
      "Mi piacerebbe vederlo dal vivo, con la mia consulente.",
      "Elegante senza dire una parola di troppo.",
    ],
  },
  fr: {
    early: [
      "Bonsoir de Lyon. Le rideau est déjà une promesse.",
      "On se croirait au premier rang.",
      "Quelle belle attente.",
      "Nous sommes trois à la maison, et personne ne parle.",
      "Bonsoir à la boutique de Paris.",
      "La scène est d’une grande sobriété, c’est très beau.",
    ],
    late: [
      "Ce bleu est exactement celui de la fin du jour.",
      "La lune avance vraiment, j’en suis émue.",
      "On sent la main derrière chaque détail.",
      "Combien d’heures pour un seul cadran ?",
      "Les aiguilles accrochent la lumière avec tant de douceur.",
      "Mon père aurait aimé le remonter chaque soir.",
      "J’aimerais le voir de près, à Paris, si c’est possible.",
      "Merci pour ce moment, il est rare.",
    ],
  },
  de: {
    early: [
      "Guten Abend aus Zürich. Hier ist es ganz still geworden.",
      "Schon das Tuch ist schön genug für einen Abend.",
      "Ein Gruß nach Mailand.",
      "Das Licht kommt genau von der richtigen Seite.",
      "Ich sitze in Hamburg und fühle mich trotzdem dabei.",
      "So ruhig hat noch kein Abend bei uns begonnen.",
    ],
    late: [
      "Dieses Blau ist die Stunde kurz vor der Nacht.",
      "Der Mond bewegt sich wirklich. Ich musste zweimal hinsehen.",
      "Wie lange arbeitet jemand an einem einzigen Zifferblatt?",
      "Man spürt, dass sich hier niemand beeilt hat.",
      "Die Zeiger sind so fein wie Bleistiftstriche.",
      "Das Gehäuse ist flacher, als ich dachte.",
      "Könnte ich das Stück in Paris ansehen?",
      "Danke, dass Sie auch die Rückseite zeigen.",
    ],
  },
} as const satisfies Record<Language, Record<"early" | "late", readonly string[]>>;

/** The next line in a language, each list in its order. */
export function openLines(): (language: Language, seconds: number) => string {
  const next = new Map<string, number>();
  return (language, seconds) => {
    const time = seconds < 80 ? "early" : "late";
    const list: readonly string[] = lines[language][time];
    const key = `${language} ${time}`;
    const at = next.get(key) ?? 0;
    next.set(key, at + 1);
    return list[at % list.length] ?? "";
  };
}
