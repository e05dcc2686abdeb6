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
 * What one may find: let `in`; the one `absent`; sent to `signIn`; told `why` (403, for a browser bound to the event);
 * `taken`: a link that another browser or person used, which may be looked at and not entered.
 */
export type Verdict = "in" | "absent" | "signIn" | "why" | "taken";

/** What an address can be about. `invited` is live, `open` is announced, `draft` is an open event not yet announced. */
export type Target = "none" | "invited" | "open" | "draft" | "draftSlug" | "openSlug" | "usedLink" | "withdrawnLink" | "withdrawnInvite" | "openInvite" | "letter";
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
const houseGoal = (people: readonly Persona[], form: Record<string, string>): Lines => ({ none: goal(staffOnly(...people), form) });

const plan = { title: "Taken", codeName: "Taken", localStart: "2030-03-11T11:30", zone: "Europe/Rome", mode: "inviteOnly", level: "invited", format: "online" };

export const routesTable: Record<string, Lines> = {
  "routes/_index": { none: page(everybody) },
  "routes/language": { none: goal(everybody, { lang: "it", back: "/" }) },
  "routes/e.$slug": {
    openSlug: { get: everybody, post: everybody },
    draftSlug: { get: nobody, post: nobody, form: { name: "Zoe" } },
  },
  "routes/door.$token": {
    usedLink: { get: { ...all("taken"), ines: "in" }, post: { ...all("taken"), ines: "in" }, form: {} },
    withdrawnLink: { get: nobody, post: nobody, form: {} },
  },
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
  "routes/tablet": { none: page(everybody) },
  "routes/tablet.pair": { none: goal(everybody) },
  "routes/tablet.challenge": { none: page(only("tablet")) },
  "routes/studio.sign-in": { none: { get: everybody, post: everybody } },
  "routes/studio.join.$token": {
    openInvite: { get: everybody, post: everybody },
    withdrawnInvite: { get: nobody, post: nobody, form: { name: "Eve", email: "eve@elsewhere.example", password: "long enough to be one" } },
  },
  "routes/studio.sign-out": { none: goal(everybody) },
  "routes/studio.desk": { invited: page(only("elena", "marc", "beatrice", "luca")), open: page(only("elena", "marc", "beatrice", "luca", "grace")), draft: page(nobody) },
  "routes/studio": { none: page(staffOnly(...inStudio)) },
  "routes/studio._index": { none: page(staffOnly(...inStudio)) },
  "routes/studio.new": { none: { get: staffOnly(...directing), post: staffOnly(...directing), form: plan } },
  "routes/studio.plan-check": houseGoal(inStudio, plan),
  "routes/studio.event": {
    invited: { get: staffOnly(...ofHouse), post: nobody, form: { ...plan, version: "1" } },
    open: { get: staffOnly(...inStudio), post: only("elena", "marc", "grace"), form: { ...plan, version: "1" } },
    draft: { get: staffOnly(...ofHouse), post: only(...directing), form: { ...plan, version: "1" } },
  },
  "routes/studio.phase": eventGoal(directing, [...directing, "grace"], directing, { to: "end", phase: "ended", intent: "end" }),
  "routes/studio.cancel": eventGoal(directing, [...directing, "grace"], directing, {}),
  "routes/studio.guests": eventPage(inviting, [...inviting, "grace"], inviting),
  "routes/studio.guests.add": eventForm(inviting, [...inviting, "grace"], inviting, { name: "Eve Black", email: "eve@elsewhere.example", kind: "guest", language: "en", place: "online" }),
  "routes/studio.guests.paste": eventForm(inviting, [...inviting, "grace"], inviting, { lines: "Eve Black <eve@elsewhere.example>", place: "online" }),
  "routes/studio.guests.send": eventGoal(inviting, [...inviting, "grace"], inviting, { guestId: "{haruka}" }),
  "routes/studio.guests.withdraw": eventGoal(inviting, [...inviting, "grace"], inviting, { guestId: "{haruka}" }),
  "routes/studio.guests.remove": eventGoal(removing, [...removing, "grace"], removing, { guestId: "{haruka}" }),
  "routes/studio.tablets": eventPage(directing, [...directing, "grace"], directing),
  "routes/studio.tablets.pair": eventGoal(directing, [...directing, "grace"], [], { code: "23456789", boutiqueId: "{milano}" }),
  "routes/studio.tablets.revoke": eventGoal(directing, [...directing, "grace"], directing, { deviceId: "{device}" }),
  "routes/studio.after": eventPage(ofHouse, inStudio, ofHouse),
  "routes/studio.outbox": { none: page(staffOnly(...directing)) },
  "routes/studio.outbox.$letterId": { letter: page(staffOnly(...directing)) },
  "routes/studio.boutiques": { none: { get: staffOnly(...directing), post: staffOnly(...directing), form: { name: "Taken", city: "Taken", zone: "Europe/Rome" } } },
  "routes/studio.people": { none: page(staffOnly("elena")) },
  "routes/studio.people.invite": houseGoal(["elena"], { name: "Eve Black", email: "eve@elsewhere.example", roles: "owner" }),
  "routes/studio.people.recovery": houseGoal(["elena"], { staffId: "{marc}" }),
  "routes/studio.people.remove": houseGoal(["elena"], { staffId: "{marc}" }),
  "routes/studio.people.withdraw": houseGoal(["elena"], { inviteId: "{invite}" }),
  "routes/studio.me": { none: page(staffOnly(...inStudio)) },
  "routes/studio.me.end-session": houseGoal(inStudio, { sessionId: "{session}" }),
  "routes/studio.maison": { none: { get: staffOnly("elena"), post: staffOnly("elena"), form: { name: "Taken" } } },
  "routes/studio.record": { none: page(staffOnly("elena")) },
  "routes/nowhere": { none: page(nobody) },
};

/** Routes of the manifest without a line, and lines without a route. */
export function untyped(routeIds: readonly string[]): string[] {
  const typed = Object.keys(routesTable);
  return [...routeIds.filter((id) => !typed.includes(id)), ...typed.filter((id) => !routeIds.includes(id))];
}
