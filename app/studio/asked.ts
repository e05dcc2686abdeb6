import type { ActionFunctionArgs } from "@remix-run/node";
import * as z from "#contracts/zod.ts";

const Id = z.string().min(1).max(60);

/** The id that a form names; whoever sends none that could be one finds what a made-up address finds. */
export async function idAsked({ request, context }: Pick<ActionFunctionArgs, "request" | "context">, field: string): Promise<string> {
  const id = Id.safeParse((await request.formData()).get(field));
  if (!id.success) throw context.notFound();
  return id.data;
}
