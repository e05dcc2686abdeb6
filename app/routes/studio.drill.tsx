import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { useLookAgain } from "#app/live/look-again.ts";
import { DrillList } from "#app/studio/drill-list.tsx";
import { DrillNow } from "#app/studio/drill-now.tsx";
import { DrillPaper } from "#app/studio/drill-paper.tsx";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";

const lookAgainMs = 2000;

/** The leak drill of an event: what one tried and found, how far the one that runs has come, and where to begin another. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "drill.run", "staff");
  const { drills } = context.house;
  const [list, shown, against] = await Promise.all([drills.list(pass), drills.report(pass, new URL(request.url).searchParams.get("of")), drills.against(pass)]);
  return { event, list, shown, against, progress: drills.progress(pass) };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "drill.title");

export default function Drill() {
  const t = useWords("studio");
  const { event, list, shown, against, progress } = useLoaderData<typeof loader>();
  const isBeginning = useNavigation().formMethod === "POST";
  useLookAgain(progress ? lookAgainMs : null);
  const at = `/studio/events/${event.id}/drill`;
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("drill.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <div className="grid gap-4 print:hidden">
        <SaidNotice />
        <p className="soft max-w-160">{t("drill.lede")}</p>
        {progress ? <DrillNow progress={progress} /> : null}
        {!progress && against ? <Notice tone="wait">{t(`drill.against.${against}`)}</Notice> : null}
        {progress || against ? null : (
          <Form method="post" action={`${at}/start`} className="form__acts">
            <Button type="submit" kind="main" size="work" pending={isBeginning} pendingWord={t("drill.beginning")}>
              {t(list.length > 0 ? "drill.again" : "drill.begin")}
            </Button>
          </Form>
        )}
      </div>
      {shown && !progress ? <DrillPaper report={shown.report} drillId={shown.drillId} at={at} zone={event.zone} /> : null}
      {list.length > 0 ? <DrillList list={list} shownId={shown?.drillId ?? null} at={at} zone={event.zone} /> : null}
    </>
  );
}
