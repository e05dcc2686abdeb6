import "#app/style/door.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Programme } from "#app/public/programme.tsx";
import { Paper } from "#app/ui/paper.tsx";

export const handle = { words: ["public"] } satisfies Handle;

/** The open events anybody may find; of all others nothing is said. */
export async function loader({ context }: LoaderFunctionArgs) {
  const open = await context.house.events.listOpen();
  return { events: open.map(({ slug, title, startsAt, zone, phase }) => ({ slug, title, startsAt, zone, phase })) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "public", "list.title");

export default function Index() {
  const t = useWords("public");
  const { events } = useLoaderData<typeof loader>();
  return (
    <Paper foot={<Link to="/lost" className="min-h-12 inline-flex items-center">{t("list.lost")}</Link>}>
      <Programme events={events} />
    </Paper>
  );
}
