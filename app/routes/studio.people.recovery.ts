import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { answer, answerLink } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import * as z from "#contracts/zod.ts";

const StaffId = z.string().max(60);

/** Nobody's page: whoever asks for it finds nothing. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** Makes a one-time link to a new password for a colleague; it is told this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const staffId = StaffId.safeParse((await request.formData()).get("staffId"));
  if (!staffId.success) throw context.notFound();
  const made = await context.house.staff.recoveryLink(pass, staffId.data);
  if (made.ok) return answerLink(request, { said: "linkMade", link: made.value.link });
  const { reason } = made;
  if (reason === "stepUp") stepUpFirst("/studio/people");
  return answer(request, "/studio/people", { said: reason });
}
