import { Controls } from "#app/kit/controls.tsx";
import { Signs } from "#app/kit/signs.tsx";
import { States } from "#app/kit/states.tsx";
import { useWords } from "#app/i18n/use-words.ts";

export interface Now {
  /** When the evening of the examples begins; ISO 8601. */
  at: string;
  nowAtServer: number;
}

const faces = ["grand", "title", "heading", "lead", "work", "fine"] as const;

/** Every part under one of the two lights. */
export function Half({ light, ...now }: { light: "ivory" | "down" } & Now) {
  const t = useWords("kit");
  return (
    <section className="kit__half" data-light={light} aria-label={t(`lights.${light}`)}>
      <header>
        <h2>{t(`lights.${light}`)}</h2>
        <p>{t(`lights.${light}For`)}</p>
      </header>
      <section className="kit__part kit__type">
        <h3>{t("parts.type")}</h3>
        <div>
          {faces.map((name) => (
            <p key={name} className={`kit__${name}`}>
              {t(`type.${name}`)}
            </p>
          ))}
        </div>
      </section>
      <Controls light={light} />
      <Signs {...now} />
      <States />
    </section>
  );
}
