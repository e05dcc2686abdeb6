import type { ActionFunctionArgs } from "@remix-run/node";
import * as z from "#contracts/zod.ts";

const Ids = z.array(z.string().min(1).max(60)).min(1).max(10_000);

/** The guests a form names, each once, with its other fields; null for none, or for what can be none. */
export async function guestsAsked({ request }: Pick<ActionFunctionArgs, "request">): Promise<{ guestIds: string[]; fields: FormData } | null> {
  const fields = await request.formData();
  const ids = Ids.safeParse(fields.getAll("guestId"));
  return ids.success ? { guestIds: [...new Set(ids.data)], fields } : null;
}
