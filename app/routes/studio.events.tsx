import "#app/style/studio-plan.css";
import { MagnifyingGlassIcon } from "@phosphor-icons/react/dist/csr/MagnifyingGlass";
import { PlusIcon } from "@phosphor-icons/react/dist/csr/Plus";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useSubmit } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { EventTable } from "#app/studio/event-table.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Field } from "#app/ui/field.tsx";
import { useHydrated } from "#app/ui/hydrated.ts";
import { Icon } from "#app/ui/icon.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Select } from "#app/ui/select.tsx";
import { levels, phases } from "#contracts/event.ts";
import * as z from "#contracts/zod.ts";

const over = ["ended", "cancelled"] as const;
const shelves = { coming: phases.filter((phase) => phase !== "ended" && phase !== "cancelled" && phase !== "purged"), archive: over } as const;
const Asked = z.object({
  shelf: z.enum(["coming", "archive"]).catch("coming"),
  phase: z.enum(phases).nullable().catch(null),
  level: z.enum(levels).nullable().catch(null),
  find: z.string().trim().max(60).catch(""),
});

/** Events by where they stand: those to come, soonest first, or the archive; narrowed by phase, level and name as their reader may read it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { may } = context.admitHouse("studio.enter");
  const asked = Asked.parse({ shelf: null, phase: null, level: null, find: "", ...Object.fromEntries(new URL(request.url).searchParams) });
  const all = await context.house.events.listForStaff(context.visitor);
  const isOver = (phase: string) => (over as readonly string[]).includes(phase);
  const onShelf = all.filter(({ phase }) => isOver(phase) === (asked.shelf === "archive"));
  const word = asked.find.toLocaleLowerCase();
  const events = onShelf.filter(
    ({ phase, level, title, codeName }) => (!asked.phase || phase === asked.phase) && (!asked.level || level === asked.level) && `${title}\n${codeName}`.toLocaleLowerCase().includes(word),
  );
  if (asked.shelf === "coming") events.reverse();
  return { asked, events, counts: { coming: all.filter(({ phase }) => !isOver(phase)).length, archive: all.filter(({ phase }) => isOver(phase)).length }, mayPlan: may.has("event.create") };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "events.title");

export default function Events() {
  const t = useWords("studio");
  const isAlive = useHydrated();
  const submit = useSubmit();
  const { asked, events, counts, mayPlan } = useLoaderData<typeof loader>();
  const phasesHere = shelves[asked.shelf];
  return (
    <>
      <PageTitle
        acts={
          mayPlan ? (
            <ButtonLink kind="main" size="work" to="/studio/events/new">
              <Icon of={PlusIcon} />
              {t("events.plan")}
            </ButtonLink>
          ) : undefined
        }
      >
        {t("events.title")}
      </PageTitle>
      <div className="tools">
        <nav className="segs" aria-label={t("events.shelves")}>
          {(["coming", "archive"] as const).map((shelf) => (
            <Link key={shelf} to={`?${new URLSearchParams({ shelf })}`} aria-current={asked.shelf === shelf ? "page" : undefined}>
              {t(`events.${shelf}`)} <span className="num soft">{counts[shelf]}</span>
            </Link>
          ))}
        </nav>
        <Form method="get" role="search" aria-label={t("events.find")} className="tools events__find" onChange={(change) => submit(change.currentTarget, { replace: true, preventScrollReset: true })}>
          <input type="hidden" name="shelf" value={asked.shelf} />
          <Select key={`phase ${asked.shelf}`} name="phase" label={t("events.phase")} hideLabel defaultValue={asked.phase ?? ""} choices={[{ value: "", label: t("events.anyPhase") }, ...phasesHere.map((value) => ({ value, label: t(`phase.${value}`) }))]} look="work" />
          <Select name="level" label={t("events.level")} hideLabel defaultValue={asked.level ?? ""} choices={[{ value: "", label: t("events.anyLevel") }, ...levels.map((value) => ({ value, label: t(`level.${value}`) }))]} look="work" />
          <Field name="find" type="search" label={t("events.find")} hideLabel placeholder={t("events.find")} defaultValue={asked.find} look="work" autoComplete="off" />
          {isAlive ? null : (
            <Button type="submit" size="work">
              <Icon of={MagnifyingGlassIcon} />
              {t("events.findGo")}
            </Button>
          )}
        </Form>
      </div>
      <p className="vh" role="status">
        {t("events.found", { count: events.length })}
      </p>
      {events.length > 0 ? (
        <EventTable events={events} />
      ) : asked.find || asked.phase || asked.level ? (
        <Empty title={t("events.noMatch")} act={<Link to={`?${new URLSearchParams({ shelf: asked.shelf })}`}>{t("events.showAll")}</Link>} />
      ) : (
        <Empty title={t(asked.shelf === "archive" ? "events.noArchive" : "events.none")}>{asked.shelf === "archive" ? null : t(mayPlan ? "events.noneText" : "events.noneTextOther")}</Empty>
      )}
    </>
  );
}
