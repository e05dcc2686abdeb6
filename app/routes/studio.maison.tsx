import "#app/style/studio-maison.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { titlesOf } from "#app/studio/font-titles.ts";
import { MaisonForm } from "#app/studio/maison-form.tsx";
import { dressIn, wornIn } from "#app/studio/maison-values.ts";
import { SaidNotice } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import type { Colours } from "#contracts/maison.ts";

/** How the maison is named and dressed, and what the house says to its colours. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const maison = await context.maison();
  const { name, wordmark, accent, accentNight, displayFace } = maison;
  const colours: Colours = { accent: accent ?? undefined, accentNight: accentNight ?? undefined };
  const font = await context.house.maison.font(pass, await titlesOf(context));
  return { font, values: wornIn({ name, wordmark, accent, accentNight, displayFace }), said: context.house.maison.tryOn(pass, colours) };
}

/** Names and dresses the maison anew; what cannot be worn is said, with the nearest that can. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("settings.edit");
  const { values, dress, wrong } = dressIn(await request.formData());
  if (!dress) return data({ values, wrong, fault: null, said: null }, { status: 400 });
  const worn = await context.house.maison.dress(pass, dress);
  if (worn.ok) return goHome("/studio/maison", "maisonSaved");
  return data({ values, wrong: [], fault: worn.reason, said: context.house.maison.tryOn(pass, dress) }, { status: 409 });
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "maison.title");

export default function MaisonPage() {
  const t = useWords("studio");
  const { values, said, font } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  return (
    <>
      <PageTitle>{t("maison.title")}</PageTitle>
      {tried ? null : <SaidNotice />}
      <MaisonForm font={font} begin={tried?.values ?? values} said={tried?.said ?? said} tried={tried} />
    </>
  );
}
