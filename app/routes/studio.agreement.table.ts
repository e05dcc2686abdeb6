import type { ActionFunctionArgs } from "@remix-run/node";
import { asTable } from "#app/studio/csv.ts";
import { languageNames } from "#contracts/languages.ts";

export { nothing as loader } from "#app/nothing.ts";

/** The signatures as a table (CSV, UTF-8), for owners; kept by no cache on the way. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "agreement.list", "staff");
  const { lines } = await context.house.agreements.list(pass);
  const heads = ["record", "kind", "who", "name", "seat", "version", "language", "at", "device", "sha256", "signature"];
  return asTable(
    "agreements.csv",
    heads,
    lines.map((one) => [one.id, one.kind, one.who, one.name, one.number, one.version, languageNames[one.language], one.at, one.device, one.sha256, one.signature]),
  );
}
