import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { InvitePerson } from "#app/studio/invite-person.tsx";
import { OpenLinks } from "#app/studio/open-links.tsx";
import { PersonRow } from "#app/studio/person-row.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { Table } from "#app/ui/table.tsx";

/** Everybody who works here, the links that are open, and the events a colleague may be narrowed to. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const { staff, events } = context.house;
  const cards = await events.listForStaff(context.visitor);
  return {
    people: await staff.list(pass),
    invites: await staff.openInvites(pass),
    events: cards.map(({ id, codeName }) => ({ id, codeName })),
    myId: context.visitor.staff?.id ?? null,
    mayRemove: pass.may.has("staff.remove"),
    mayConfirm: pass.may.has("owner.confirm"),
  };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "people.title");

export default function People() {
  const t = useWords("studio");
  const { people, invites, events, myId, mayRemove, mayConfirm } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle>{t("people.title")}</PageTitle>
      <SaidNotice />
      <div className="cols cols--2">
        <div className="grid grid-cols-1 gap-6 min-w-0">
          <Table heads={[t("people.name"), t("people.roles"), t("people.events"), t("people.signsIn"), { spoken: t("guests.acts") }]}>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} isMe={person.id === myId} mayRemove={mayRemove} mayConfirm={mayConfirm} />
            ))}
          </Table>
          <p className="soft max-w-160">{t("people.recoveryText")}</p>
          {invites.length > 0 ? <OpenLinks invites={invites} /> : null}
        </div>
        <div className="aside">
          <InvitePerson events={events} />
        </div>
      </div>
    </>
  );
}
