import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { languages } from "#contracts/languages.ts";
import * as z from "#contracts/zod.ts";

/** Own addresses only: a path, never another host. */
const Choice = z.object({ lang: z.enum(languages), back: z.string().regex(/^\/(?!\/)[^\\]*$/).catch("/") });

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: { context: { notFound(): Response } }): never {
  throw context.notFound();
}

/** Chooses the language of this browser. */
export async function action({ request, context }: ActionFunctionArgs) {
  const choice = Choice.safeParse(Object.fromEntries(await request.formData()));
  if (!choice.success) throw context.notFound();
  return redirect(choice.data.back, { headers: { "Set-Cookie": context.session.language(choice.data.lang) } });
}
