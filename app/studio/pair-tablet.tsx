import { Form, useNavigation } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Field } from "#app/ui/field.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Select } from "#app/ui/select.tsx";
import type { Ability } from "#contracts/abilities.ts";
import type { DeviceCard } from "#server/devices/devices.ts";

type Props = {
  event: { id: string; may: readonly Ability[] };
  /** The tablet that was taken back and is to come again; null for a new one. */
  again: Pick<DeviceCard, "id" | "number" | "boutiqueId" | "boutiqueName"> | null;
  typed: string | null;
  waiting: { words: [string, string]; boutiques: readonly { id: string; name: string }[] } | null;
};

/** Pairing: the code a tablet shows, then its two words to compare, then the boutique it belongs to. */
export function PairTablet({ event, again, typed, waiting }: Props) {
  const t = useWords("studio");
  const { state } = useNavigation();
  if (!event.may.includes("device.pair"))
    return (
      <Notice title={t("tablets.pair")}>
        <p>{t("tablets.notNow")}</p>
      </Notice>
    );
  return (
    <>
      <Form method="get" className="form" aria-labelledby="pair-title">
        <h2 id="pair-title">{again ? t("tablets.pairAgainOf", { number: again.number, boutique: again.boutiqueName }) : t("tablets.pair")}</h2>
        {again ? <p>{t("tablets.pairAgainText")}</p> : null}
        <p className="soft">{t("tablets.how")}</p>
        {again ? <input type="hidden" name="again" value={again.id} /> : null}
        <Field
          key={`${typed} ${again?.id}`}
          autoFocus={again !== null && !typed}
          label={t("tablets.code")}
          name="code"
          defaultValue={typed ?? ""}
          errors={typed && !waiting ? [t("said.codeUnknown")] : []}
          required
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          look="work"
        />
        <Button type="submit" size="work" kind={waiting ? "edge" : "main"} pending={state === "loading"}>
          {t("tablets.look")}
        </Button>
      </Form>
      {typed && waiting ? (
        <Form method="post" action={`/studio/events/${event.id}/tablets/pair`} className="form" aria-labelledby="compare-title">
          <h3 id="compare-title" className="font-medium">
            {t("tablets.compare")}
          </h3>
          <p className="when" role="status">
            {waiting.words.join(" ")}
          </p>
          <p className="soft">{t("tablets.compareText")}</p>
          <input type="hidden" name="code" value={typed} />
          {waiting.boutiques.length === 0 ? (
            <Notice tone="wait">{t("tablets.noBoutique")}</Notice>
          ) : (
            <>
              <Select label={t("tablets.boutique")} name="boutiqueId" defaultValue={again?.boutiqueId} choices={waiting.boutiques.map(({ id, name }) => ({ value: id, label: name }))} look="work" />
              <Button type="submit" kind="main" size="work" pending={state === "submitting"}>
                {t("tablets.go")}
              </Button>
            </>
          )}
        </Form>
      ) : null}
    </>
  );
}
