import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const StaffId = z.string().max(60);
const refusals = { self: "self", gone: "gone", already: "ownerAlready", notCounting: "notCounting" } as const;

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** One owner's word that another is one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("owner.confirm");
  const staffId = StaffId.safeParse((await request.formData()).get("staffId"));
  if (!staffId.success) throw context.notFound();
  const confirmed = await context.house.staff.confirmOwner(pass, staffId.data);
  return answer(request, "/studio/people", { said: confirmed.ok ? "ownerConfirmed" : refusals[confirmed.reason] });
}
