import type { AgreementTexts } from "#contracts/door.ts";

/** The agreement of the demo's confidential and sealed evenings, as a maison would write it: short, and naming only the code name. */
export const agreementFor = (codeName: string): AgreementTexts => ({
  en: `# Between us

You are about to see something that nobody outside our ateliers has seen. We call the evening ${codeName}. Until the maison speaks of it in public, please keep it to yourself.

# What you promise

You tell nobody what is shown at ${codeName}, what it is called, what it costs, or who was there. You take no photograph and no recording, neither of the evening nor of your screen. Your link, your code and your place are yours alone.

# What we promise

We ask for your name and keep it with this text, encrypted, for five years, and show it to nobody but the owners of the maison. Your name and your seat lie faintly over the picture, so that an image which leaves the evening can be traced.

# How long

Until we have made it public ourselves, and no longer than five years. What the law obliges you to say, you may say.`,
  it: `# Tra noi

Sta per vedere qualcosa che nessuno, fuori dai nostri atelier, ha visto. Chiamiamo la serata ${codeName}. Finché la maison non ne parlerà in pubblico, La preghiamo di tenerla per sé.

# Che cosa promette

Non dice a nessuno che cosa si mostra a ${codeName}, come si chiama, quanto costa o chi c’era. Non scatta fotografie e non fa registrazioni, né della serata né del Suo schermo. Il link, il codice e il posto sono soltanto Suoi.

# Che cosa promettiamo

Le chiediamo il nome e lo conserviamo con questo testo, cifrato, per cinque anni, senza mostrarlo ad altri che ai titolari della maison. Il Suo nome e il Suo posto compaiono in trasparenza sull’immagine: ciò che esce dalla serata può essere ricondotto a chi l’ha visto.

# Fino a quando

Finché non l’avremo reso pubblico noi, e non oltre cinque anni. Ciò che la legge La obbliga a dire, può dirlo.`,
  fr: `# Entre nous

Vous allez voir ce que personne, hors de nos ateliers, n’a vu. Nous appelons cette soirée ${codeName}. Tant que la maison n’en parle pas en public, nous vous prions de la garder pour vous.

# Ce que vous promettez

Vous ne dites à personne ce qui est montré à ${codeName}, comment cela s’appelle, ce que cela coûte, ni qui était là. Vous ne prenez ni photographie ni enregistrement, de la soirée comme de votre écran. Le lien, le code et la place ne sont qu’à vous.

# Ce que nous promettons

Nous vous demandons votre nom et le gardons avec ce texte, chiffré, pendant cinq ans, sans le montrer à d’autres qu’aux propriétaires de la maison. Votre nom et votre place se lisent en filigrane sur l’image : ce qui sort de la soirée peut être rattaché à qui l’a vu.

# Jusqu’à quand

Jusqu’à ce que nous l’ayons rendu public nous-mêmes, et cinq ans au plus. Ce que la loi vous oblige à dire, vous pouvez le dire.`,
  de: `# Unter uns

Sie werden sehen, was außerhalb unserer Ateliers noch niemand gesehen hat. Wir nennen den Abend ${codeName}. Solange die Maison nicht selbst davon spricht, behalten Sie ihn bitte für sich.

# Was Sie versprechen

Sie sagen niemandem, was bei ${codeName} gezeigt wird, wie es heißt, was es kostet oder wer dabei war. Sie machen keine Fotos und keine Aufnahmen, weder vom Abend noch von Ihrem Bildschirm. Link, Code und Platz gehören nur Ihnen.

# Was wir versprechen

Wir fragen nach Ihrem Namen und bewahren ihn mit diesem Text fünf Jahre lang verschlüsselt auf; niemand sieht ihn außer den Inhabern der Maison. Ihr Name und Ihr Platz liegen zart über dem Bild: Was den Abend verlässt, lässt sich dem Platz zuordnen, an dem es gesehen wurde.

# Wie lange

Bis wir selbst es öffentlich machen, und höchstens fünf Jahre. Was das Gesetz Sie zu sagen verpflichtet, dürfen Sie sagen.`,
});
