import { Form, Link } from "@remix-run/react";
import { useWords } from "#app/i18n/use-words.ts";
import { RecordRow } from "#app/studio/record-row.tsx";
import type { Act, ReadEntry } from "#app/studio/record-words.ts";
import { Button } from "#app/ui/button.tsx";
import { Empty } from "#app/ui/empty.tsx";
import { Light } from "#app/ui/light.tsx";
import { Notice } from "#app/ui/notice.tsx";
import { Select } from "#app/ui/select.tsx";
import { Table } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

export interface RecordSeen {
  entries: ReadEntry[];
  next: number | null;
  acts: { name: string; act: Act | null }[];
  ask: { act?: string; before?: number };
  chain: { entries: number; brokenAt: number | null };
  anchored: { upTo: number; at: string | null; place: "beside" | "file" | "url" };
}

/** Whether a chain holds, in a word. */
export function ChainLight({ chain }: Pick<RecordSeen, "chain">) {
  const t = useWords("studio");
  return chain.brokenAt === null ? (
    <Light tone="ok">{t("record.whole", { count: chain.entries })}</Light>
  ) : (
    <Light tone="stop">{t("record.broken", { seq: chain.brokenAt })}</Light>
  );
}

/** How far a chain is vouched for at the second place, and since when. */
function Anchored({ anchored, chain }: Pick<RecordSeen, "anchored" | "chain">) {
  const t = useWords("studio");
  const { upTo, at, place } = anchored;
  if (upTo === 0 || !at) return <Notice tone="wait">{t("record.unanchored")}</Notice>;
  const after = chain.entries - upTo;
  return (
    <Notice tone={place === "beside" ? "note" : "ok"}>
      {t("record.anchored", { seq: upTo })} <When at={at} zone="UTC" shape="short" withCity />. {after > 0 ? t("record.after", { count: after }) : null}{" "}
      {t(`record.place.${place}`)}
    </Notice>
  );
}

/** A chain of the audit as it can be read: how far it is believed, its entries by act, the newest first, and a way to take all of it out. */
export function RecordView({ seen, exportTo }: { seen: RecordSeen; exportTo: string | null }) {
  const t = useWords("studio");
  const { entries, next, acts, ask, anchored, chain } = seen;
  const choices = [{ value: "", label: t("record.all") }, ...acts.map(({ name, act }) => ({ value: name, label: act ? t(`record.did.${act}`) : name }))];
  return (
    <>
      <Anchored anchored={anchored} chain={chain} />
      <div className="flex flex-wrap items-end gap-3">
        <Form method="get" className="flex flex-wrap items-end gap-3">
          <Select look="work" label={t("record.only")} name="act" defaultValue={ask.act ?? ""} choices={choices} />
          <Button type="submit" size="work">
            {t("record.show")}
          </Button>
        </Form>
        {exportTo ? (
          <Form method="post" action={exportTo} reloadDocument className="ml-auto">
            <Button type="submit" size="work">
              {t("record.export")}
            </Button>
          </Form>
        ) : null}
      </div>
      {entries.length === 0 ? (
        <Empty title={t("record.none")}>{t("record.noneText")}</Empty>
      ) : (
        <Table heads={[t("record.seq"), t("record.at"), t("record.act"), t("record.actor"), t("record.facts"), { spoken: t("record.full") }]}>
          {entries.map((entry) => (
            <RecordRow key={entry.seq} entry={entry} />
          ))}
        </Table>
      )}
      <nav aria-label={t("record.pages")} className="flex gap-4">
        {ask.before ? <Link to={`?${new URLSearchParams(ask.act ? { act: ask.act } : {})}`}>{t("record.newest")}</Link> : null}
        {next ? <Link className="min-h-8 inline-flex items-center" to={`?${new URLSearchParams({ ...(ask.act ? { act: ask.act } : {}), before: String(next) })}`}>{t("record.older")}</Link> : null}
      </nav>
    </>
  );
}
