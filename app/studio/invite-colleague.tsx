import { useFetcher } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import type { action } from "#app/routes/studio.people.invite.ts";
import { Button } from "#app/ui/button.tsx";
import { Check } from "#app/ui/check.tsx";
import { CopyField } from "#app/ui/copy-field.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { roles } from "#contracts/staff.ts";

/** Asks a colleague in: a name, an address, roles, and if wished only some events; the link is shown once. */
export function InviteColleague({ events }: { events: readonly { id: string; title: string }[] }) {
  const t = useWords("office");
  const say = useWords("studio");
  const fetcher = useFetcher<typeof action>();
  const told = fetcher.data;
  const wrong = told && "wrong" in told ? told.wrong : [];
  return (
    <section className="mt-8 max-w-[40rem]" aria-label={t("people.invite")}>
      <h2 className="type-heading">{t("people.invite")}</h2>
      {told && "link" in told ? (
        <div className="mt-4">
          <CopyField label={t("people.link")} value={told.link} hint={t("people.linkHint")} />
        </div>
      ) : null}
      {told && "said" in told ? (
        <Notice tone="stop" live="assertive">
          {say(`said.${told.said}`)}
        </Notice>
      ) : null}
      <fetcher.Form method="post" action="/studio/people/invite" className="mt-4 grid gap-4">
        <Field name="name" label={t("people.name")} look="work" autoComplete="off" errors={wrong.includes("name") ? [t("people.wrongName")] : []} />
        <Field name="email" type="email" label={t("people.email")} look="work" autoComplete="off" errors={wrong.includes("email") ? [t("people.wrongEmail")] : []} />
        <fieldset>
          <legend className="strong mb-2">{t("people.roles")}</legend>
          <div className="grid gap-2">
            {roles.map((role) => (
              <Check key={role} name="roles" value={role}>
                {t(`role.${role}`)}
              </Check>
            ))}
          </div>
          {wrong.includes("roles") ? (
            <p className="entry__error" role="alert">
              {t("people.wrongRoles")}
            </p>
          ) : null}
        </fieldset>
        {events.length > 0 ? (
          <fieldset>
            <legend className="strong mb-2">{t("people.only")}</legend>
            <p className="soft mb-2">{t("people.onlyHint")}</p>
            <div className="grid gap-2">
              {events.map(({ id, title }) => (
                <Check key={id} name="eventIds" value={id}>
                  {title}
                </Check>
              ))}
            </div>
          </fieldset>
        ) : null}
        <Button type="submit" kind="main" size="work" pending={fetcher.state !== "idle"}>
          {t("people.inviteGo")}
        </Button>
      </fetcher.Form>
    </section>
  );
}
