import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { LeakResult } from "#app/studio/leak-result.tsx";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { readUpload } from "#app/studio/upload.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { tracedBytesMax } from "#contracts/mark.ts";

const megabyte = 1024 * 1024;

/** Where an owner asks which seat a picture was taken from; after a fresh proof of who they are. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const pass = await context.admit(event.id, "leak.trace", "staff");
  return { event, isMarked: context.house.mark.isOn(pass) };
}

/** Looks at one picture, in memory; nothing of it is kept. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "leak.trace", "staff");
  const upload = await readUpload(request, tracedBytesMax);
  const headers = { "Cache-Control": "no-store" };
  if (!upload.ok) return data({ fault: upload.reason, traced: null }, { status: 400, headers });
  return data({ fault: null, traced: await context.house.mark.trace(pass, upload.value.bytes) }, { headers });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "leak.title");

export default function Leak() {
  const t = useWords("studio");
  const { event, isMarked } = useLoaderData<typeof loader>();
  const told = useActionData<typeof action>();
  const isLooking = useNavigation().formMethod === "POST";
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("leak.title")} <span className="vh">{event.title}</span>
      </PageTitle>
      <p className="soft max-w-160">{t("leak.lede")}</p>
      {isMarked ? null : <Notice tone="wait">{t("leak.unmarked")}</Notice>}
      <Form method="post" encType="multipart/form-data" className="form max-w-160">
        <Field
          id="leak-file"
          type="file"
          name="file"
          required
          accept="image/*"
          label={t("leak.file")}
          hint={t("leak.hint", { max: tracedBytesMax / megabyte })}
          errors={told?.fault ? [t(`leak.${told.fault}`, { max: tracedBytesMax / megabyte })] : undefined}
          look="work"
          className="product__file"
        />
        <div className="form__acts">
          <Button type="submit" kind="main" size="work" pending={isLooking} pendingWord={t("leak.looking")}>
            {t("leak.go")}
          </Button>
        </div>
      </Form>
      {told?.traced && !isLooking ? <LeakResult traced={told.traced} zone={event.zone} /> : null}
      <p className="soft max-w-160">{t("leak.honest")}</p>
    </>
  );
}
