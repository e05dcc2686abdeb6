import "#app/style/studio-plan.css";
import { PlusIcon } from "@phosphor-icons/react/dist/csr/Plus";
import type { AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { ConsentNote } from "#app/studio/consent-note.tsx";
import { EventTable } from "#app/studio/event-table.tsx";
import { FirstSteps } from "#app/studio/first-steps.tsx";
import { NextEvent, Running } from "#app/studio/next-event.tsx";
import { PairWith } from "#app/studio/pair-with.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { PairingCode } from "#contracts/devices.ts";
import type { EventCard } from "#server/events/events.ts";

const recentMax = 5;

/** The next event as its own page would tell it; bare for whoever may not read it now. */
async function nextOf(context: AppLoadContext, card: EventCard | undefined) {
  if (!card) return null;
  const may = (await context.look(card.id, "staff"))?.decision.may;
  if (!may?.has("numbers.see")) return { card, more: null };
  const { events } = context.house;
  const [{ boutiques, place }, readiness] = await Promise.all([events.read(await context.admit(card.id, "event.know", "staff")), events.readiness(await context.admit(card.id, "numbers.see", "staff"))]);
  return { card, more: { may: [...may], boutiques, place, readiness } };
}

/** What is now: what runs, what comes next and what it needs, drafts, and what was lately; of the events this member of staff may know of. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { may } = context.admitHouse("studio.enter");
  const { events, consents, boutiques } = context.house;
  const all = await events.listForStaff(context.visitor);
  const soonest = [...all].reverse();
  const now = context.clock.now();
  const coming = soonest.filter(({ phase }) => phase === "announced" || phase === "draft");
  const next = coming.find(({ phase, startsAt }) => phase === "announced" && Date.parse(startsAt) > now - 3_600_000) ?? coming.find(({ startsAt }) => Date.parse(startsAt) > now);
  const running = all.filter(({ phase }) => phase === "doors" || phase === "live");
  // A tablet's QR drawing leads here: it knows its code, and no event.
  const pair = PairingCode.safeParse(new URL(request.url).searchParams.get("pair"));
  const desks = await Promise.all(running.map(async (card) => ({ card, hasDesk: (await context.look(card.id, "staff"))?.decision.may.has("desk.see") === true })));
  return {
    now,
    all,
    running: desks,
    next: await nextOf(context, next),
    coming: coming.filter(({ id }) => id !== next?.id),
    recent: all.filter(({ phase }) => phase === "ended" || phase === "cancelled").slice(0, recentMax),
    waiting: await consents.waitingFor(context.visitor),
    isWeak: context.visitor.staff?.isStrong !== true,
    mayPlan: may.has("event.create"),
    begin: all.length === 0 && may.has("event.create") ? { hasBoutique: (await boutiques.list(context.admitHouse("studio.enter"))).length > 0, mayInvite: may.has("staff.invite") } : null,
    mediaWord: context.mediaWord(),
    code: pair.success ? pair.data : null,
  };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "today.title");

export default function Today() {
  const t = useWords("studio");
  const { now, all, running, next, coming, recent, waiting, isWeak, mayPlan, begin, mediaWord, code } = useLoaderData<typeof loader>();
  const plan = mayPlan ? (
    <ButtonLink kind={running.length > 0 ? "edge" : "main"} size="work" to="/studio/events/new">
      <Icon of={PlusIcon} />
      {t("events.plan")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageTitle acts={all.length > 0 ? plan : undefined}>{t("today.title")}</PageTitle>
      {code ? <PairWith code={code} events={all} /> : null}
      {waiting.map((note) => (
        <ConsentNote key={`${note.eventId} ${note.kind} ${note.wish}`} note={note} />
      ))}
      {isWeak ? (
        <Notice tone="wait" title={t("proofs.none")}>
          <p>
            {t("proofs.why")} <Link to="/studio/me#second">{t("proofs.toSet")}</Link>
          </p>
        </Notice>
      ) : null}
      {mediaWord ? (
        <Notice tone="wait" title={t("events.noPicture")}>
          <p>{mediaWord}</p>
        </Notice>
      ) : null}
      {running.map(({ card, hasDesk }) => (
        <Running key={card.id} card={card} hasDesk={hasDesk} />
      ))}
      {next ? <NextEvent {...next} now={now} /> : null}
      {all.length === 0 ? <FirstSteps begin={begin} /> : null}
      {coming.length > 0 ? (
        <section aria-labelledby="coming">
          <h2 id="coming">{t("today.coming")}</h2>
          <EventTable events={coming} labelledBy="coming" />
        </section>
      ) : null}
      {recent.length > 0 ? (
        <section aria-labelledby="recent">
          <h2 id="recent">{t("today.recent")}</h2>
          <EventTable events={recent} labelledBy="recent" />
        </section>
      ) : null}
    </>
  );
}
