import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const InviteId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes a one-time link back before it was used. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const inviteId = InviteId.safeParse((await request.formData()).get("inviteId"));
  if (!inviteId.success) throw context.notFound();
  await context.house.staff.withdrawInvite(pass, inviteId.data);
  return answer(request, "/studio/people", { said: "inviteWithdrawn" });
}
