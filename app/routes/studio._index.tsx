import { PlusIcon } from "@phosphor-icons/react/dist/csr/Plus";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { ConsentNote } from "#app/studio/consent-note.tsx";
import { PairWith } from "#app/studio/pair-with.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { RowHead, Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";
import { PairingCode } from "#contracts/devices.ts";

/** The events this member of staff may know of. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { may } = context.admitHouse("studio.enter");
  const events = await context.house.events.listForStaff(context.visitor);
  // A tablet's QR drawing leads here: it knows its code, and no event.
  const pair = PairingCode.safeParse(new URL(request.url).searchParams.get("pair"));
  const { consents } = context.house;
  const isWeak = context.visitor.staff?.isStrong !== true;
  return { events, waiting: await consents.waitingFor(context.visitor), isWeak, mayPlan: may.has("event.create"), mediaWord: context.mediaWord(), code: pair.success ? pair.data : null };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "events.title");

export default function Events() {
  const t = useWords("studio");
  const { events, waiting, isWeak, mayPlan, mediaWord, code } = useLoaderData<typeof loader>();
  const plan = mayPlan ? (
    <ButtonLink kind="main" size="work" to="/studio/events/new">
      <Icon of={PlusIcon} />
      {t("events.plan")}
    </ButtonLink>
  ) : undefined;
  return (
    <>
      <PageTitle acts={events.length > 0 ? plan : undefined}>{t("events.title")}</PageTitle>
      {code ? <PairWith code={code} events={events} /> : null}
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
      {events.length === 0 ? (
        <Empty title={t("events.none")} act={plan}>
          {t(mayPlan ? "events.noneText" : "events.noneTextOther")}
        </Empty>
      ) : (
        <Table heads={[t("events.event"), t("events.codeName"), t("events.when"), t("events.level"), t("events.format"), t("events.guests"), t("events.phase")]}>
          {events.map(({ id, title, codeName, startsAt, zone, level, format, guests, phase }) => (
            <tr key={id}>
              <RowHead className="font-medium!">
                <Link to={`/studio/events/${id}`} className="inline-flex min-h-8 items-center">
                  {title || codeName}
                </Link>
              </RowHead>
              <td>{codeName}</td>
              <td className="whitespace-nowrap">
                <When at={startsAt} zone={zone} shape="short" fixed withCity />
              </td>
              <td>{t(`level.${level}`)}</td>
              <td>{t(`format.${format}`)}</td>
              <td className="num">{guests ?? "–"}</td>
              <td className="whitespace-nowrap">
                <PhaseLight phase={phase} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}
