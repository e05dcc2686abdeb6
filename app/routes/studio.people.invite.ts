import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs } from "@remix-run/node";
import { answer, answerLink } from "#app/studio/answer.ts";
import { StaffInviting } from "#contracts/staff.ts";

export { nothing as loader } from "#app/nothing.ts";

/** Makes a one-time link for a colleague; it is told this once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const pass = context.admitHouse("staff.invite");
  const form = parseWithZod(await request.formData(), { schema: StaffInviting });
  if (form.status !== "success") return answer(request, "/studio/people", { said: "shape", result: form.reply() });
  const invited = await context.house.staff.invite(pass, form.value);
  if (!invited.ok) return answer(request, "/studio/people", { said: invited.reason, result: form.reply() });
  const { link } = invited.value;
  return answerLink(request, { said: "linkMade", link, name: form.value.name, result: form.reply({ resetForm: true }) });
}
