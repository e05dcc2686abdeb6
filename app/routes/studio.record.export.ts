import type { ActionFunctionArgs } from "@remix-run/node";
import { asDownload } from "#app/studio/download.ts";

export { nothing as loader } from "#app/nothing.ts";

/** The house's whole chain, signed, as JSON Lines; that it was taken out is recorded. */
export async function action({ context }: ActionFunctionArgs) {
  return asDownload("record.jsonl", await context.house.record.exportHouse(context.admitHouse("record.export")));
}
