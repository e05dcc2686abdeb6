import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { goHome } from "#app/studio/answer.ts";
import { eventOf } from "#app/studio/event-of.ts";
import { PhaseLight } from "#app/studio/phase-light.tsx";
import { ProductFiles } from "#app/studio/product-files.tsx";
import { ProductForm } from "#app/studio/product-form.tsx";
import { ProductPicture } from "#app/studio/product-picture.tsx";
import { ProductPreview } from "#app/studio/product-preview.tsx";
import { SaidNotice } from "#app/studio/saying.tsx";
import { PageTitle } from "#app/ui/page-title.tsx";
import { ProductForm as Shape } from "#contracts/product.ts";

/** The piece unveiled, for who may edit it; everybody else who works at the event finds nothing here. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const event = await eventOf(context, params.eventId);
  const product = await context.house.product.forEdit(await context.admit(event.id, "product.edit", "staff"));
  return { event, product };
}

/** Saves the names and the price. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "product.edit", "staff");
  const form = parseWithZod(await request.formData(), { schema: Shape });
  if (form.status !== "success") return data({ result: form.reply() }, { status: 400 });
  await context.house.product.edit(pass, form.value);
  return goHome(`/studio/events/${pass.eventId}/product`, "productSaved");
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "studio", "nav.product");

export default function Product() {
  const t = useWords("studio");
  const { event, product } = useLoaderData<typeof loader>();
  const tried = useActionData<typeof action>();
  const goal = `/studio/events/${event.id}/product`;
  const isStrict = event.level === "confidential" || event.level === "sealed";
  return (
    <>
      <PageTitle state={<PhaseLight phase={event.phase} />}>
        {t("nav.product")} <span className="vh">{event.title}</span>
      </PageTitle>
      {tried ? null : <SaidNotice />}
      <div className="cols cols--2">
        <div className="grid grid-cols-1 gap-8 min-w-0">
          <ProductForm product={product} tried={tried?.result} />
          <ProductPicture goal={goal} pictureId={product.pictureId} name={product.names?.en ?? ""} />
          <ProductFiles goal={goal} files={product.files} isStrict={isStrict} isVeiledEvent={isStrict || event.wishes.veil} />
        </div>
        <aside className="aside" aria-labelledby="preview">
          <ProductPreview goal={goal} product={product} codeName={event.codeName} isStrict={isStrict} isVeiledEvent={isStrict || event.wishes.veil} />
        </aside>
      </div>
    </>
  );
}
