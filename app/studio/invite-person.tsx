import type { SubmissionResult } from "@conform-to/react";
import { getFormProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { useWords } from "#app/i18n/use-words.ts";
import { fieldOf } from "#app/studio/field-of.ts";
import type { Said } from "#app/studio/said.ts";
import { useActs } from "#app/studio/saying.tsx";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { EntryErrors } from "#app/ui/entry.tsx";
import { Field } from "#app/ui/field.tsx";
import { roles, StaffInviting } from "#contracts/staff.ts";

/** Asks a colleague in; the link is shown this once. */
export function InvitePerson({ events }: { events: readonly { id: string; codeName: string }[] }) {
  const t = useWords("studio");
  const invite = useActs<{ said: Said; result: SubmissionResult; link?: string; name?: string }>();
  const [form, fields] = useForm({
    id: "invite",
    lastResult: invite.data?.result,
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema: StaffInviting }),
  });
  const name = fieldOf(fields.name, "text", t("wrong.name", { max: 120 }));
  const email = fieldOf(fields.email, "email", t("wrong.email"));
  const { link, name: invited = "" } = invite.data ?? {};
  return (
    <>
      <invite.Form method="post" action="/studio/people/invite" {...getFormProps(form)} className="form" aria-labelledby="invite-title">
        <h2 id="invite-title">{t("people.invite")}</h2>
        <Field key={name.key} {...name.input} label={t("people.name")} look="work" autoComplete="off" />
        <Field key={email.key} {...email.input} label={t("people.email")} look="work" autoComplete="off" />
        <fieldset key={fields.roles.key} className="grid gap-2" aria-describedby={fields.roles.errors ? "roles-error" : undefined}>
          <legend className="entry__label mb-2">{t("people.roles")}</legend>
          {roles.map((role) => (
            <Check key={role} name={fields.roles.name} value={role}>
              {t(`role.${role}`)}
            </Check>
          ))}
          <EntryErrors id="roles-error" errors={fields.roles.errors ? [t("wrong.roles")] : []} />
        </fieldset>
        {events.length > 0 ? (
          <fieldset key={fields.eventIds.key} className="grid gap-2">
            <legend className="entry__label mb-2">{t("people.onlyEvents")}</legend>
            {events.map(({ id, codeName }) => (
              <Check key={id} name={fields.eventIds.name} value={id}>
                {codeName}
              </Check>
            ))}
          </fieldset>
        ) : null}
        <Button type="submit" kind="main" size="work" pending={invite.state !== "idle"}>
          {t("people.inviteGo")}
        </Button>
      </invite.Form>
      {link ? <CopyField key={link} label={t("people.link", { name: invited })} value={link} hint={t("people.linkHint")} /> : null}
    </>
  );
}
