import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { languageNames, languages } from "#contracts/languages.ts";
import { ProductForm as Shape } from "#contracts/product.ts";
import type { StudioProduct } from "#server/product/product.ts";

/** What the piece is called in each language, and what it costs in the maison's own words. */
export function ProductForm({ product, tried }: { product: StudioProduct; tried: SubmissionResult | undefined }) {
  const t = useWords("studio");
  const { state } = useNavigation();
  const [form, fields] = useForm({
    id: "product",
    lastResult: tried,
    constraint: getZodConstraint(Shape),
    shouldRevalidate: "onInput",
    defaultValue: { ...product.names, price: product.price ?? "" },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: Shape }),
  });
  const price = fieldOf(fields.price, "text", t("wrong.name", { max: 80 }));
  return (
    <Form method="post" {...getFormProps(form)} className="form" aria-labelledby="product-names">
      <h2 id="product-names">{t("product.names")}</h2>
      <div className="form__row">
        {languages.map((language) => {
          const name = fieldOf(fields[language], "text", t("wrong.name", { max: 120 }));
          return <Field key={language} {...name.input} label={languageNames[language]} lang={language} look="work" autoComplete="off" />;
        })}
      </div>
      <Field key={price.key} {...price.input} label={t("product.price")} hint={t("product.priceHint")} look="work" autoComplete="off" />
      <div className="form__acts">
        <Button type="submit" size="work" kind="main" pending={state !== "idle"}>
          {t("product.save")}
        </Button>
      </div>
    </Form>
  );
}
