import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** The house's whole chain, signed, as JSON Lines; that it was taken out is recorded. */
export async function action({ context }: ActionFunctionArgs) {
  return asDownload("record.jsonl", await context.house.record.exportHouse(context.admitHouse("record.export")));
}
