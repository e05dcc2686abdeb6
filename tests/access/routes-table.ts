/**
 * Who gets in where, over HTTP: typed by hand from the model, never taken from the policy, the routes or the matrix.
 * Whoever adds a route types its line here; without it the suite fails.
 */
export const personas = [
  "stranger", "madeUp", "outsider", "withdrawn", "removed", "ines", "kaori", "tablet",
  "elena", "marc", "beatrice", "luca", "meiLin", "anna", "grace",
] as const;
export type Persona = (typeof personas)[number];

/**
 * What one may find: let `in`; the one `absent`; sent to `signIn`; told `why` (403, for a browser bound to the event; staff who must prove themselves again are sent to do so);
 * `taken`: a link that another browser or person used, which may be looked at and not entered.
 */
export type Verdict = "in" | "absent" | "signIn" | "why" | "taken";

/** What an address can be about. `invited` is live, `open` is announced, `draft` is an open event not yet announced. */
export type Target = "none" | "invited" | "open" | "draft" | "draftSlug" | "openSlug" | "usedLink" | "withdrawnLink" | "withdrawnInvite" | "openInvite" | "letter" | "fontFile";
type Verdicts = Record<Persona, Verdict>;
interface Line {
  get: Verdicts;
  /** Null: the address takes no form; whatever is sent there finds nothing. */
  post: Verdicts | null;
  /** A form that would do something, so that a door left open shows in the database. */
  form?: Record<string, string>;
}
/** One line for each target that an address can be about. */
export type Lines = Partial<Record<Target, Line>>;

const inStudio = ["elena", "marc", "beatrice", "luca", "meiLin", "anna", "grace"] as const;
const ofHouse = ["elena", "marc", "beatrice", "luca", "meiLin", "anna"] as const;
const directing = ["elena", "marc"] as const;
const inviting = ["elena", "marc", "meiLin"] as const;
const removing = ["elena", "marc", "luca"] as const;

const all = (verdict: Verdict): Verdicts => Object.fromEntries(personas.map((one) => [one, verdict])) as Verdicts;
/** These get in, everybody else finds nothing. */
const only = (...people: readonly Persona[]): Verdicts => ({ ...all("absent"), ...Object.fromEntries(people.map((one) => [one, "in"])) });
/** The same for a page of the studio: a browser without staff is sent to sign in. */
const staffOnly = (...people: readonly Persona[]): Verdicts => ({
  ...all("signIn"),
  ...Object.fromEntries(inStudio.map((one) => [one, "absent"])),
  ...Object.fromEntries(people.map((one) => [one, "in"])),
});
const nobody = all("absent");
const everybody = all("in");
const page = (get: Verdicts): Line => ({ get, post: null });
/** A goal of forms that is nobody's page. */
const goal = (post: Verdicts, form: Record<string, string> = {}): Line => ({ get: nobody, post, form });

/** A page about an event, by who gets in at each of the three. */
const eventPage = (invited: readonly Persona[], open: readonly Persona[], draft: readonly Persona[]): Lines => ({
  invited: page(staffOnly(...invited)),
  open: page(staffOnly(...open)),
  draft: page(staffOnly(...draft)),
});
const eventGoal = (invited: readonly Persona[], open: readonly Persona[], draft: readonly Persona[], form: Record<string, string>): Lines => ({
  invited: goal(only(...invited), form),
  open: goal(only(...open), form),
  draft: goal(only(...draft), form),
});
/** A page about an event that takes a form from the same people. */
const eventForm = (invited: readonly Persona[], open: readonly Persona[], draft: readonly Persona[], form: Record<string, string>): Lines => ({
  invited: { get: staffOnly(...invited), post: only(...invited), form },
  open: { get: staffOnly(...open), post: only(...open), form },
  draft: { get: staffOnly(...draft), post: only(...draft), form },
});
/** A goal at an event that asks an owner to prove themselves again, whatever its form says. */
const ownersGoal = (form: Record<string, string>): Lines =>
  Object.fromEntries((["invited", "open", "draft"] as const).map((target) => [target, goal({ ...nobody, elena: "why" }, form)]));
const houseGoal = (people: readonly Persona[], form: Record<string, string>): Lines => ({ none: goal(staffOnly(...people), form) });

const piece = { en: "Taken", it: "Taken", fr: "Taken", de: "Taken", price: "Taken" };
const plan = { title: "Taken", codeName: "Taken", localStart: "2030-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "online" };

export const routesTable: Record<string, Lines> = {
  "routes/_index": { none: page(everybody) },
  "routes/language": { none: goal(everybody, { lang: "it", back: "/" }) },
  "routes/e.$slug": {
    openSlug: { get: everybody, post: everybody },
    draftSlug: { get: nobody, post: nobody, form: { name: "Zoe" } },
  },
  "routes/e.$slug.card": { openSlug: page(everybody), draftSlug: page(nobody) },
  "routes/e.$slug.calendar": { openSlug: page(everybody), draftSlug: page(nobody) },
  "routes/sitemap": { none: page(everybody) },
  "routes/robots": { none: page(everybody) },
  // The font every page is set in; another name than its own is nobody's.
  "routes/dress.font": { fontFile: page(everybody) },
  // Asking for a lost link tells nobody anything: one answer for every address (tests/house/lost.test.ts).
  "routes/lost": { none: { get: everybody, post: everybody, form: { email: "nobody@aurelle.example" } } },
  "routes/door.$token": {
    usedLink: { get: { ...all("taken"), ines: "in" }, post: { ...all("taken"), ines: "in" }, form: {} },
    withdrawnLink: { get: nobody, post: nobody, form: {} },
  },
  // Another screen asks for a seat only where one browser holds it; an invited event sends a new link instead.
  "routes/door.$token.move": { usedLink: { get: nobody, post: nobody, form: {} }, withdrawnLink: { get: nobody, post: nobody, form: {} } },
  // Nobody has a step left at these events: the door leads on to where one belongs.
  "routes/entry.$eventId": {
    invited: { get: only(...ofHouse, "ines", "kaori", "removed"), post: only(...ofHouse, "ines", "kaori", "removed"), form: {} },
    open: { get: only(...inStudio, "outsider"), post: only(...inStudio, "outsider"), form: {} },
    draft: { get: only(...ofHouse), post: only(...ofHouse), form: {} },
  },
  "routes/entry.$eventId.code": { invited: goal(nobody, { code: "23456789A" }), open: goal(nobody, { code: "23456789A" }), draft: goal(nobody, {}) },
  "routes/entry.$eventId.refuse": { invited: goal(nobody, {}), open: goal(nobody, {}), draft: goal(nobody, {}) },
  "routes/entry.$eventId.move": {
    invited: { get: { ...nobody, removed: "why" }, post: { ...nobody, removed: "why" }, form: { code: "23456789" } },
    open: { get: nobody, post: nobody, form: { code: "23456789" } },
    draft: { get: nobody, post: nobody, form: { code: "23456789" } },
  },
  // One's own calendar file, once one is let in.
  "routes/entry.$eventId.calendar": { invited: page({ ...only("ines", "kaori"), removed: "why" }), open: page(only("outsider")), draft: page(nobody) },
  // At these events nobody may bring anybody (A27); who went in and waits hears that it is too early, who was removed that.
  "routes/entry.$eventId.companion": {
    invited: { get: { ...nobody, removed: "why" }, post: { ...nobody, removed: "why" }, form: { name: "Zoe", email: "zoe@aurelle.example" } },
    open: { get: { ...nobody, outsider: "why" }, post: { ...nobody, outsider: "why" }, form: { name: "Zoe", email: "zoe@aurelle.example" } },
    draft: { get: nobody, post: nobody, form: { name: "Zoe", email: "zoe@aurelle.example" } },
  },
  "routes/entry.$eventId.companion.end": { invited: goal({ ...nobody, removed: "why" }), open: goal({ ...nobody, outsider: "why" }), draft: goal(nobody) },
  "routes/door.$token.again": { usedLink: goal(everybody), withdrawnLink: goal(nobody) },
  "routes/room.$eventId": {
    invited: page({ ...only("ines", "kaori", "tablet"), removed: "why" }),
    open: page({ ...only("outsider") }),
    draft: page(nobody),
  },
  "routes/greenroom.$eventId": {
    invited: page({ ...only("kaori", "ines"), removed: "why" }), // a guest is sent on to their own room
    open: page(only("outsider")),
    draft: page(nobody),
  },
  // Filling the shell of one's own place; at these events a cookie is enough for it.
  "routes/room.$eventId.open": { invited: goal({ ...only("ines"), removed: "why" }), open: goal(only("outsider")), draft: goal(nobody) },
  "routes/greenroom.$eventId.open": { invited: goal(only("kaori")), open: goal(nobody), draft: goal(nobody) },
  // No nonce and no key where the event asks for none; who went in and waits hears that it is too early, who was removed that.
  "routes/entry.$eventId.nonce": { invited: goal({ ...nobody, removed: "why" }), open: goal(nobody), draft: goal(nobody) },
  ...Object.fromEntries(
    ["begin", "make", "ask", "show"].map((act) => [
      `routes/entry.$eventId.key.${act}`,
      { invited: goal({ ...nobody, removed: "why" }), open: goal({ ...nobody, outsider: "why" }), draft: goal(nobody) },
    ]),
  ),
  "routes/tablet": { none: page(everybody) },
  "routes/tablet.nonce": { none: goal(nobody) },
  "routes/tablet.open": { none: goal(only("tablet")) },
  "routes/tablet.staff": { none: goal(nobody) }, // the tablet finds it by a code in JSON alone: tests/house/devices.test.ts
  "routes/tablet.pair": { none: goal(everybody) },
  "routes/tablet.challenge": { none: page(only("tablet")) },
  "routes/studio.sign-in": { none: { get: everybody, post: everybody } },
  "routes/studio.sign-in.passkey": { none: goal(everybody, { answer: "{}" }) },
  "routes/studio.sign-in.second": { none: { get: all("signIn"), post: all("signIn"), form: { code: "123456" } } },
  "routes/studio.begin": { none: page(staffOnly(...inStudio)) },
  "routes/studio.palette": { none: page(staffOnly(...inStudio)) },
  "routes/studio.step-up": { none: { get: staffOnly(...inStudio), post: staffOnly(...inStudio), form: { code: "123456", to: "/studio" } } },
  "routes/studio.step-up.passkey": houseGoal(inStudio, { answer: "{}", to: "/studio" }),
  "routes/studio.join.$token": {
    openInvite: { get: everybody, post: everybody },
    withdrawnInvite: { get: nobody, post: nobody, form: { name: "Eve", email: "eve@elsewhere.example", password: "long enough to be one" } },
  },
  "routes/studio.sign-out": { none: goal(everybody) },
  "routes/studio.desk": { invited: page(only("elena", "marc", "beatrice", "luca")), open: page(only("elena", "marc", "beatrice", "luca", "grace")), draft: page(nobody) },
  "routes/studio": { none: page(staffOnly(...inStudio)) },
  "routes/studio._index": { none: page(staffOnly(...inStudio)) },
  "routes/studio.new": { none: { get: staffOnly(...directing), post: staffOnly(...directing), form: plan } },
  "routes/studio.events": { none: page(staffOnly(...inStudio)) },
  "routes/studio.plan-check": houseGoal(inStudio, { plan: JSON.stringify(plan) }),
  "routes/studio.plan": eventGoal([], [...directing, "grace"], directing, { version: "1", plan: JSON.stringify(plan) }),
  "routes/studio.letter": eventPage(inviting, [...inviting, "grace"], inviting),
  "routes/studio.tell": eventGoal(inviting, [...inviting, "grace"], inviting, {}),
  // Thanks are for an event that is over.
  "routes/studio.thank": eventGoal([], [], [], {}),
  "routes/studio.event": {
    invited: { get: staffOnly(...ofHouse), post: nobody, form: { ...plan, version: "1" } },
    open: { get: staffOnly(...inStudio), post: only("elena", "marc", "grace"), form: { ...plan, version: "1" } },
    draft: { get: staffOnly(...ofHouse), post: only(...directing), form: { ...plan, version: "1" } },
  },
  "routes/studio.phase": eventGoal(directing, [...directing, "grace"], directing, { to: "end", phase: "ended", intent: "end" }),
  "routes/studio.raise": eventGoal(directing, [...directing, "grace"], directing, { level: "sealed" }),
  // Lowering, and all that takes two owners, is an owner's who proved themselves again.
  "routes/studio.lower": ownersGoal({ level: "open" }),
  "routes/studio.owners": Object.fromEntries(
    (["invited", "open", "draft"] as const).map((target) => [target, { get: { ...staffOnly(), elena: "why" }, post: { ...nobody, elena: "why" }, form: { about: "sealedOnline:online", reason: "because it must be" } }]),
  ),
  "routes/studio.owners.agree": ownersGoal({ consentId: "cns_nobodys", reason: "because it must be" }),
  "routes/studio.owners.refuse": ownersGoal({ consentId: "cns_nobodys" }),
  "routes/studio.owners.withdraw": ownersGoal({ consentId: "cns_nobodys" }),
  "routes/studio.cancel": eventGoal(directing, [...directing, "grace"], directing, {}),
  "routes/studio.guests": eventPage(inviting, [...inviting, "grace"], inviting),
  "routes/studio.guests.add": eventForm(inviting, [...inviting, "grace"], inviting, { name: "Eve Black", email: "eve@elsewhere.example", kind: "guest", language: "en", place: "online" }),
  "routes/studio.guests.paste": eventForm(inviting, [...inviting, "grace"], inviting, { lines: "Eve Black <eve@elsewhere.example>", place: "online" }),
  "routes/studio.guests.rows": eventPage(inviting, [...inviting, "grace"], inviting),
  "routes/studio.guests.edit": eventGoal(inviting, [...inviting, "grace"], inviting, { guestId: "{haruka}", name: "Eve Black", language: "en", place: "online" }),
  // Whoever takes a list out proves themselves again first.
  "routes/studio.guests.export": Object.fromEntries(
    (["invited", "open", "draft"] as const).map((target) => [target, goal({ ...nobody, elena: "why", marc: "why", ...(target === "open" ? { grace: "why" as const } : {}) }, { reason: "door" })]),
  ),
  "routes/studio.guests.send": eventGoal(inviting, [...inviting, "grace"], inviting, { guestId: "{haruka}" }),
  "routes/studio.guests.withdraw": eventGoal(inviting, [...inviting, "grace"], inviting, { guestId: "{haruka}" }),
  "routes/studio.guests.remove": eventGoal(removing, [...removing, "grace"], removing, { guestId: "{haruka}" }),
  "routes/studio.guests.code": eventGoal(inviting, [...inviting, "grace"], [], { guestId: "{haruka}" }),
  "routes/studio.guests.reissue": eventGoal(inviting, [...inviting, "grace"], [], { guestId: "{haruka}" }),
  "routes/studio.agreement": eventForm([], [...directing, "grace"], directing, { en: "Keep it to yourself." }),
  // An owner proves themselves anew before reading who signed.
  "routes/studio.agreement.signed": {
    invited: page({ ...staffOnly(), elena: "why" }),
    open: page({ ...staffOnly(), elena: "why" }),
    draft: page({ ...staffOnly(), elena: "why" }),
  },
  "routes/studio.agreement.table": {
    invited: goal({ ...only(), elena: "why" }),
    open: goal({ ...only(), elena: "why" }),
    draft: goal({ ...only(), elena: "why" }),
  },
  "routes/studio.guests.early": eventGoal(directing, [...directing, "grace"], directing, { guestId: "{haruka}", isEarly: "yes" }),
  // A made-up file is asked for, and for who may not see the real one it is the same: tests/house/reveal.test.ts
  "routes/room.file": { invited: page({ ...nobody, removed: "why" }), open: page({ ...nobody, outsider: "why" }), draft: page(nobody) },
  "routes/studio.product": {
    invited: { get: staffOnly(...directing), post: only(...directing), form: piece },
    open: { get: staffOnly(...directing, "grace"), post: only(...directing, "grace"), form: piece },
    draft: { get: staffOnly(...directing), post: only(...directing), form: piece },
  },
  "routes/studio.product.picture": eventGoal(directing, [...directing, "grace"], directing, {}),
  "routes/studio.product.add": eventGoal(directing, [...directing, "grace"], directing, {}),
  "routes/studio.product.veil": eventGoal(directing, [...directing, "grace"], directing, { fileId: "fil_0000000000000000000000", isVeiled: "no" }),
  "routes/studio.product.remove": eventGoal(directing, [...directing, "grace"], directing, { fileId: "fil_0000000000000000000000" }),
  "routes/studio.product.file": { invited: page(nobody), open: page(nobody), draft: page(nobody) },
  "routes/studio.tablets": eventPage(directing, [...directing, "grace"], directing),
  "routes/studio.tablets.pair": eventGoal(directing, [...directing, "grace"], [], { code: "23456789", boutiqueId: "{milano}" }),
  "routes/studio.tablets.arm": eventGoal(directing, [...directing, "grace"], [], { deviceId: "{device}" }),
  "routes/studio.tablets.disarm": eventGoal(directing, [...directing, "grace"], [], { deviceId: "{device}" }),
  "routes/studio.tablets.revoke": eventGoal(directing, [...directing, "grace"], directing, { deviceId: "{device}" }),
  // None of these events asks for keys: tests/house/guest-keys.test.ts
  "routes/studio.keys": eventPage([], [], []),
  // An owner, too, proves themselves again first.
  "routes/studio.leak": Object.fromEntries(
    (["invited", "open", "draft"] as const).map((target) => [target, { get: { ...staffOnly(), elena: "why" }, post: { ...nobody, elena: "why" }, form: {} }]),
  ),
  // At confidential and sealed after another proof: tests/access/policy.test.ts. None has been run; beginning one tells that something is live.
  "routes/studio.drill": eventPage(["elena"], ["elena"], ["elena"]),
  "routes/studio.drill.start": eventGoal(["elena"], ["elena"], ["elena"], {}),
  "routes/studio.drill.file": eventGoal([], [], [], {}),
  "routes/studio.after": eventPage(ofHouse, inStudio, ofHouse),
  "routes/studio.outbox": { none: page(staffOnly(...directing)) },
  "routes/studio.outbox.$letterId": { letter: page(staffOnly(...directing)) },
  "routes/studio.boutiques": { none: { get: staffOnly(...directing), post: staffOnly(...directing), form: { name: "Taken", city: "Taken", zone: "Europe/Rome" } } },
  "routes/studio.boutiques.remove": houseGoal(directing, { boutiqueId: "{milano}" }),
  "routes/studio.boutiques.put-back": houseGoal(directing, { boutiqueId: "{milano}" }),
  "routes/studio.people": { none: page(staffOnly("elena")) },
  "routes/studio.people.invite": houseGoal(["elena"], { name: "Eve Black", email: "eve@elsewhere.example", roles: "owner" }),
  "routes/studio.people.recovery": houseGoal(["elena"], { staffId: "{marc}" }),
  "routes/studio.people.remove": houseGoal(["elena"], { staffId: "{marc}" }),
  "routes/studio.people.confirm": { none: goal({ ...staffOnly(), elena: "why" }, { staffId: "{marc}" }) },
  "routes/studio.people.withdraw": houseGoal(["elena"], { inviteId: "{invite}" }),
  "routes/studio.people.sign-out": houseGoal(["elena"], { staffId: "{marc}" }),
  "routes/studio.me": { none: page(staffOnly(...inStudio)) },
  "routes/studio.me.passkey": houseGoal(inStudio, { answer: "{}" }),
  "routes/studio.me.passkey.end": houseGoal(inStudio, { passkeyId: "pky_nobodys" }),
  "routes/studio.me.app": { none: { get: staffOnly(...inStudio), post: staffOnly(...inStudio), form: { offered: "x", code: "123456" } } },
  "routes/studio.me.app.end": houseGoal(inStudio, {}),
  "routes/studio.me.codes": houseGoal(inStudio, {}),
  "routes/studio.me.password": { none: { get: staffOnly(...inStudio), post: staffOnly(...inStudio), form: { old: "not the one", password: "short" } } },
  "routes/studio.me.end-session": houseGoal(inStudio, { sessionId: "{session}" }),
  "routes/studio.me.end-others": houseGoal(inStudio, {}),
  "routes/studio.maison": { none: { get: staffOnly("elena"), post: staffOnly("elena"), form: { name: "Taken" } } },
  "routes/studio.maison.try": houseGoal(["elena"], { accent: "#123456" }),
  "routes/studio.maison.font": houseGoal(["elena"], { licence: "on" }),
  "routes/studio.maison.font.try": houseGoal(["elena"], {}),
  "routes/studio.maison.font.off": houseGoal(["elena"], {}),
  // Nothing of the cast is over, in quarantine or forgotten; an owner who may is asked for another proof first: tests/house/purge.test.ts
  "routes/studio.forget": eventForm([], [], [], { meant: "on" }),
  "routes/studio.certificate": eventPage([], [], []),
  "routes/studio.certificate.file": eventGoal([], [], [], {}),
  // Nothing of the cast is over: tests/house/pack.test.ts
  "routes/studio.pack": eventPage([], [], []),
  "routes/studio.pack.file": eventGoal([], [], [], { by: "passphrase", passphrase: "a passphrase of some length", again: "a passphrase of some length" }),
  "routes/studio.reopen": eventGoal([], [], [], {}),
  "routes/studio.record": { none: page(staffOnly("elena")) },
  "routes/studio.record.export": { none: goal({ ...staffOnly(), elena: "why" }) },
  "routes/studio.events.record": eventPage(directing, [...directing, "grace"], directing),
  // Whoever takes it out proves themselves again first.
  "routes/studio.events.record.export": {
    invited: goal({ ...nobody, elena: "why", marc: "why" }),
    open: goal({ ...nobody, elena: "why", marc: "why", grace: "why" }),
    draft: goal({ ...nobody, elena: "why", marc: "why" }),
  },
  "routes/kit": { none: page(nobody) },
  "routes/nowhere": { none: page(nobody) },
};

/** Routes of the manifest without a line, and lines without a route. */
export function untyped(routeIds: readonly string[]): string[] {
  const typed = Object.keys(routesTable);
  return [...routeIds.filter((id) => !typed.includes(id)), ...typed.filter((id) => !routeIds.includes(id))];
}
