import type { ActionFunctionArgs } from "@remix-run/node";
import { goHome } from "#app/studio/answer.ts";
import { asTable } from "#app/studio/csv.ts";
import { stateOf } from "#app/studio/guest-ask.ts";
import { TakeOutReason } from "#contracts/guests.ts";
import { languageNames } from "#contracts/languages.ts";

export { nothing as loader } from "#app/nothing.ts";

const heads = ["seat", "name", "email", "as", "joins", "language", "invitation", "since", "press", "here"];

/** The list as a table (CSV), where the level lets it leave the house and a reason is given; that, and why, is recorded first. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "guest.export", "staff");
  const reason = TakeOutReason.safeParse((await request.formData()).get("reason"));
  if (!reason.success) return goHome(`/studio/events/${pass.eventId}/guests`, "reasonMissing", { panel: "export" });
  const rows = await context.house.guests.takeOut(pass, reason.data);
  return asTable(
    "guests.csv",
    heads,
    rows.map((one) => [
      ...[one.number, one.name, one.email, one.kind, one.boutiqueName ?? "online", languageNames[one.language]],
      ...[stateOf(one), one.removedAt ?? one.invitationAt, one.isEarly ? "yes" : "no", one.isHere ? "yes" : "no"],
    ]),
  );
}
