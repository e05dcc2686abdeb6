import { inGroups } from "#contracts/codes.ts";
import type { EventKey } from "#prisma/cast.ts";
import { clients, outsider, secondOwner, speakers, staff } from "#prisma/cast.ts";
import type { ListedKey } from "#tests/demo/guest-list.ts";
import type { Launch } from "#tests/demo/launch.ts";

// Links go to the terminal by this way only: the house's log takes everything behind an address's host away.
const isTerminal = process.stderr.isTTY === true;
const styled = (code: number) => (text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
const strong = styled(1);
const soft = styled(2);

/** Says something to whoever sits at the terminal. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);
const kinds = { invited: "by invitation", open: "open to all", confidential: "confidential", sealed: "sealed, in the boutiques" } as const satisfies Record<EventKey, string>;

/** The launch for a person: where everybody's place is, one link each. Without a time it is an evening that follows another. */
export function tellLaunch(launch: Launch, readyAfterMs: number | null): void {
  const { sipario, events, staff: staffBy, lists, publicLink, liveAt } = launch;
  const { origin, mediaWord } = sipario;
  const row = (who: string, name: string, link: string | undefined) => (link ? `    ${who.padEnd(16)}${strong(name.padEnd(18))}${link}` : null);
  const beneath = (text: string) => `    ${" ".repeat(34)}${text}`;
  const desk = (one: { name: string }) => staffBy.get(one.name)?.link;
  const door = (key: ListedKey, who: string, { name }: { name: string }) => {
    const { link, code } = lists[key].get(name) ?? {};
    return [row(who, name, link), ...(link && code ? [beneath(`${soft("code")}  ${strong(inGroups(code))}`)] : [])];
  };
  const evening = (key: EventKey) => {
    const { title, codeName, phase } = events[key];
    const at = liveAt[key];
    return `  ${strong(title)} ${soft(`(${codeName}, ${kinds[key]})`)}  ${phase === "live" ? "is live" : at ? `goes live at ${clock(at)}` : "doors are open"}`;
  };
  const lines = [
    "",
    `  ${strong("Sipario")}  ${origin}  ${soft(readyAfterMs === null ? "the next evening" : `open after ${(readyAfterMs / 1000).toFixed(1)} s`)}`,
    "",
    ...(["invited", "open", "confidential", "sealed"] as const).map(evening),
    ...(mediaWord ? ["", `  ${strong("No picture:")} ${mediaWord}`] : []),
    "",
    `  ${soft("In the studio, each link once; it asks for a password of your own")}`,
    row("Owner", staff.elena.name, desk(staff.elena)),
    row("Second owner", secondOwner.name, desk(secondOwner)),
    row("Producer", staff.marc.name, desk(staff.marc)),
    row("Moderator", staff.luca.name, desk(staff.luca)),
    beneath(soft(`for ${events.confidential.codeName} and ${events.sealed.codeName}: first a passkey or an app, under /studio/me`)),
    "",
    `  ${soft("At the door, each link once; it stays with the browser that enters")}`,
    ...door("invited", "Guest", clients.ines),
    ...door("invited", "Guest, Milano", clients.elenaConti),
    ...door("invited", "Influencer", speakers.kaori),
    ...door("invited", "Outsider", outsider),
    beneath(soft("withdrawn: it opens nothing")),
    "",
    `  ${soft(`At the door of ${events.confidential.codeName}: the link, the code that the advisor tells, a signature`)}`,
    ...door("confidential", "Guest", clients.haruka),
    ...door("confidential", "Guest, Paris", clients.camille),
    "",
    `  ${soft(`At the door of ${events.sealed.codeName}: the same, then a passkey of your own device`)}`,
    ...door("sealed", "Guest, Milano", clients.elenaConti),
    ...door("sealed", "Guest, Paris", clients.camille),
    "",
    `  ${soft("Without an invitation")}`,
    row("The public", "anybody", publicLink),
    "",
    `  ${soft("On the counter")}`,
    row("Tablet", "unpaired", `${origin}/tablet`),
    beneath(soft("the producer types its code under Tablets of the event, and wakes it where the event asks for that")),
    "",
    `  ${soft("Different people need different browsers or private windows. Ctrl-C closes everything; the next start goes on from here.")}`,
    "",
  ];
  say(lines.filter((line) => line !== null).join("\n"));
}
