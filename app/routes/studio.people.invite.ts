import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerLink } from "#app/studio/answer.ts";
import { stepUpFirst } from "#app/studio/step-up-first.ts";
import { StaffInviting } from "#contracts/staff.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Makes a one-time link for a colleague; it is told this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const form = parseWithZod(await request.formData(), { schema: StaffInviting });
  if (form.status !== "success") return answer(request, "/studio/people", { said: "shape", result: form.reply() });
  const invited = await context.house.staff.invite(pass, form.value);
  if (invited.ok) return answerLink(request, { said: "linkMade", link: invited.value.link, name: form.value.name, result: form.reply({ resetForm: true }) });
  const { reason } = invited;
  if (reason === "stepUp") stepUpFirst("/studio/people");
  return answer(request, "/studio/people", { said: reason, result: form.reply() });
}
