import { useWords } from "#app/i18n/use-words.ts";
import { Disclosure } from "#app/studio/disclosure.tsx";
import type { ReadEntry } from "#app/studio/record-words.ts";
import { RowHead } from "#app/ui/table.tsx";
import { When } from "#app/ui/when.tsx";

/** One entry in words; as it was written behind it. */
export function RecordRow({ entry: { seq, at, act, name, actor, about, roles, full } }: { entry: ReadEntry }) {
  const t = useWords("studio");
  const who = actor.isHouse ? t("record.house") : (actor.name ?? t("record.unknown"));
  return (
    <tr>
      <td className="num">{seq}</td>
      <td className="whitespace-nowrap">
        <When at={at} zone="UTC" shape="short" />
      </td>
      <RowHead>{act ? t(`record.did.${act}`) : <code>{name}</code>}</RowHead>
      <td>{who}</td>
      <td className="soft">{[...about, ...roles.map((role) => t(`role.${role}`))].join(", ")}</td>
      <td>
        <Disclosure words={t("record.full")}>
          <code className="block text-left break-all max-w-120">{full}</code>
        </Disclosure>
      </td>
    </tr>
  );
}
