import "#app/style/door.css";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Agreement } from "#app/door/agreement.tsx";
import { CodeStep } from "#app/door/code-step.tsx";
import { Declined } from "#app/door/declined.tsx";
import { KeyStep } from "#app/door/key-step.tsx";
import { NoText } from "#app/door/no-text.tsx";
import { placeOf, proving, sideOf } from "#app/door/proving.ts";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { Signing } from "#contracts/door.ts";

export const handle = { words: ["door"] } satisfies Handle;

/** The next step of the door for a browser that went in: a code, the agreement, the key; with none left it leads on. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams;
  const wanted = sideOf(search.get("as"));
  const found = await proving(context, params.eventId, wanted);
  if (!found) throw redirect(await placeOf(context, params.eventId, wanted));
  const { pass, as } = found;
  const { house, lang } = context;
  const about = { eventId: pass.eventId, as };
  switch (await house.nextStep(pass)) {
    case "code":
      return { step: "code" as const, ...about, isWrong: search.has("wrong") };
    case "nda": {
      if (search.has("declined")) return { step: "declined" as const, ...about };
      const text = await house.agreements.read(pass, lang);
      return text ? { step: "agreement" as const, ...about, text, isForeign: text.language !== lang } : { step: "noText" as const, ...about };
    }
    case "key":
      return { step: "key" as const, ...about, ...(await ownKey(context, pass.eventId)) };
    case null:
      throw redirect(await placeOf(context, params.eventId, as));
  }
}

/** Where somebody stands with their own key; where it leads to, and whether there is a way in now. */
async function ownKey(context: AppLoadContext, eventId: string) {
  const pass = await context.admit(eventId, "event.know");
  const { phase } = pass.event;
  const [own, { zone }] = await Promise.all([context.house.keys.step(pass), context.house.events.read(pass)]);
  if (!own) throw context.notFound();
  return { own, zone, goesTo: `/${pass.holder.kind === "speaker" ? "greenroom" : "room"}/${eventId}`, isOpen: phase === "doors" || phase === "live" };
}

/** Signs the agreement as it was read; what was typed is kept when it cannot be. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const fields = await request.formData();
  const found = await proving(context, params.eventId, sideOf(fields.get("as")));
  if (!found) throw redirect(await placeOf(context, params.eventId, null));
  const form = parseWithZod(fields, { schema: Signing });
  if (form.status !== "success") return data({ result: form.reply(), reason: "shape" as const }, { status: 400 });
  const signed = await context.house.agreements.sign(found.pass, form.value, context.session.browserWords());
  if (signed.ok || signed.reason === "notNow") return redirect(`/entry/${params.eventId}?as=${found.as}`, 303);
  return data({ result: form.reply(), reason: signed.reason }, { status: 409 });
}

/** The same for every event. */
export const meta: MetaFunction = ({ matches }) => titled(matches, "door", "title");

export default function Entry() {
  const now = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  switch (now.step) {
    case "code":
      return <CodeStep eventId={now.eventId} isWrong={now.isWrong} />;
    case "agreement":
      return <Agreement key={`${now.text.version} ${now.text.language}`} {...now} tried={tried} />;
    case "declined":
      return <Declined eventId={now.eventId} />;
    case "noText":
      return <NoText />;
    case "key":
      return <KeyStep {...now} />;
  }
}
