import "#app/style/guests.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { PairTablet } from "#app/studio/pair-tablet.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { TabletTable } from "#app/studio/tablet-table.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { PairingCode } from "#contracts/devices.ts";

/** The event's tablets; with `?code=` also what waits under that code, and with `?again=` which one it comes back for. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const tablets = await context.house.devices.list(await context.admit(event.id, "device.revoke", "staff"));
  const isStrict = event.level === "confidential" || event.level === "sealed";
  const night = { isAsked: isStrict, mayArm: event.may.includes("device.arm"), isByNetwork: event.level === "sealed" };
  const typed = new URL(request.url).searchParams.get("code");
  const staffCode = event.may.includes("device.pair") ? context.house.devices.staffCode(await context.admit(event.id, "device.pair", "staff")) : null;
  if (!event.may.includes("device.pair") || !typed) return { event, night, tablets, staffCode, typed: null, waiting: null };
  const code = PairingCode.safeParse(typed);
  const pass = await context.admit(event.id, "device.pair", "staff");
  const waiting = code.success ? await context.house.devices.lookAtPairing(pass, code.data) : null;
  return { event, night, tablets, staffCode, typed: code.success ? code.data : typed.slice(0, 20), waiting };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "tablets.title");

export default function Tablets() {
  const t = useWords("studio");
  const { event, night, tablets, staffCode, typed, waiting } = useLoaderData<typeof loader>();
  const [search] = useSearchParams();
  const asked = search.get("again");
  const again = tablets.find(({ id, revokedAt }) => id === asked && revokedAt !== null) ?? null;
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("tablets.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <SaidNotice />
      <div className="cols cols--2">
        <TabletTable eventId={event.id} zone={event.zone} night={night} mayPair={event.may.includes("device.pair")} tablets={tablets} />
        <div className="aside">
          <PairTablet event={event} again={again} typed={typed} waiting={waiting} />
          {staffCode ? (
            <section className="mt-6" aria-label={t("tablets.staffCode")}>
              <h2 className="type-sub">{t("tablets.staffCode")}</h2>
              <p className="num type-title" data-testid="staff-code">{`${staffCode.slice(0, 3)} ${staffCode.slice(3)}`}</p>
              <p className="soft">{t("tablets.staffCodeText")}</p>
            </section>
          ) : null}
        </div>
      </div>
    </>
  );
}
