import { clients, outsider, speakers, staff } from "#prisma/cast.ts";
import type { Launch } from "#tests/demo/launch.ts";

// Links go to the terminal by this way only: the house's log takes everything behind an address's host away.
const isTerminal = process.stderr.isTTY === true;
const styled = (code: number) => (text: string) => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
const strong = styled(1);
const soft = styled(2);

/** Says something to whoever sits at the terminal. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

const clock = (at: number): string => new Date(at).toTimeString().slice(0, 8);

/** The launch for a person: where everybody's place is, one link each. Without a time it is an evening that follows another. */
export function tellLaunch(launch: Launch, readyAfterMs: number | null): void {
  const { sipario, events, staff: staffBy, guests, publicLink, liveAt } = launch;
  const { origin, mediaWord } = sipario;
  const row = (who: string, name: string, link: string | undefined) => (link ? `    ${who.padEnd(16)}${strong(name.padEnd(18))}${link}` : null);
  const door = (one: { name: string }) => guests.get(one.name)?.link;
  const desk = (one: { name: string }) => staffBy.get(one.name)?.link;
  const isLive = events.invited.phase === "live";
  const lines = [
    "",
    `  ${strong("Sipario")}  ${origin}  ${soft(readyAfterMs === null ? "the next evening" : `open after ${(readyAfterMs / 1000).toFixed(1)} s`)}`,
    "",
    `  ${strong(events.invited.title)} ${soft(`(${events.invited.codeName}, by invitation)`)}  ${isLive ? "is live" : liveAt ? `goes live at ${clock(liveAt)}` : "doors are open"}`,
    `  ${strong(events.open.title)} ${soft(`(${events.open.codeName}, open to all)`)}`,
    ...(mediaWord ? ["", `  ${strong("No picture:")} ${mediaWord}`] : []),
    "",
    `  ${soft("In the studio, each link once; it asks for a password of your own")}`,
    row("Owner", staff.elena.name, desk(staff.elena)),
    row("Producer", staff.marc.name, desk(staff.marc)),
    row("Moderator", staff.luca.name, desk(staff.luca)),
    "",
    `  ${soft("At the door, each link once; it stays with the browser that enters")}`,
    row("Guest", clients.ines.name, door(clients.ines)),
    row("Guest, Milano", clients.elenaConti.name, door(clients.elenaConti)),
    row("Influencer", speakers.kaori.name, door(speakers.kaori)),
    row("Outsider", outsider.name, door(outsider)),
    `    ${" ".repeat(34)}${soft("withdrawn: it opens nothing")}`,
    "",
    `  ${soft("Without an invitation")}`,
    row("The public", "anybody", publicLink),
    "",
    `  ${soft("On the counter")}`,
    row("Tablet", "unpaired", `${origin}/tablet`),
    `    ${" ".repeat(34)}${soft("the producer types its code under Tablets of the event")}`,
    "",
    `  ${soft("Different people need different browsers or private windows. Ctrl-C closes everything; the next start goes on from here.")}`,
    "",
  ];
  say(lines.filter((line) => line !== null).join("\n"));
}
