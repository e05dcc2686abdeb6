import type { EventKey } from "#prisma/cast.ts";
import { crew, crewSpeaker, outsider, speakers } from "#prisma/cast.ts";
import { crowdOf, listedKeys } from "#tests/demo/guest-list.ts";
import type { Launch } from "#tests/demo/launch.ts";
import { stages } from "#tests/demo/stages.ts";

interface Person {
  name: string;
  kind: "staff" | "guest" | "speaker" | "device" | "outsider";
  role: string | null;
  event: string | null;
  link: string;
  /** What the advisor tells this guest beside the letter, where the door asks for it. */
  code?: string;
}

/** Those who play their part by themselves. */
const busy = new Set<string>([crew.nora, crewSpeaker, ...Object.values(stages).map(({ host }) => host), ...listedKeys.flatMap((key) => crowdOf[key])].map(({ name }) => name));
const kindOf = (name: string): Person["kind"] => (name === speakers.kaori.name ? "speaker" : name === outsider.name ? "outsider" : "guest");

/** Everybody whose place is free, with the link such a person would really receive. */
function peopleOf({ sipario, events, staff, lists }: Launch): Person[] {
  const tablet = (key: EventKey): Person => ({ name: "Boutique tablet", kind: "device", role: null, event: events[key].id, link: `${sipario.origin}/tablet` });
  return [
    ...[...staff.values()].filter(({ name }) => !busy.has(name)).map(({ name, role, link }) => ({ name, kind: "staff" as const, role, event: null, link })),
    ...listedKeys.flatMap((key) => [
      ...[...lists[key].values()]
        .filter(({ name }) => !busy.has(name))
        .map(({ name, link, code }): Person => ({ name, kind: kindOf(name), role: null, event: events[key].id, link, ...(code ? { code } : {}) })),
      tablet(key),
    ]),
  ];
}

/** What `--json` prints: one line, when the doors are open. */
export async function describe(launch: Launch) {
  const { sipario, events } = launch;
  const { house, steward, origin, mediaPort, dataDir } = sipario;
  const told = await Promise.all(
    Object.values(events).map(async ({ id, level, title, codeName }) => {
      const { phase: state } = await house.events.read(await steward.pass(id, "event.know", "the demo tells where its events stand"));
      return { id, level, title, codeName, state };
    }),
  );
  return { origin, mediaPort, dataDir, events: told, people: peopleOf(launch) };
}
