import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer } from "#app/studio/answer.ts";
import * as z from "#contracts/zod.ts";

const StaffId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Takes a colleague away, everywhere and at once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.remove");
  const staffId = StaffId.safeParse((await request.formData()).get("staffId"));
  if (!staffId.success) throw context.notFound();
  const removed = await context.house.staff.remove(pass, staffId.data);
  return answer(request, "/studio/people", { said: removed.ok ? "personRemoved" : removed.reason });
}
