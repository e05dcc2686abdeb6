import { useWords } from "#app/i18n/use-words.ts";

export interface Hosting {
  hostedBy?: string;
  welcome?: string;
}

/** Who hosts, and what a guest may expect, in the words of the maison; nothing where it said nothing. */
export function HostingWords({ hosting }: { hosting: Hosting }) {
  const t = useWords("room");
  const { hostedBy, welcome } = hosting;
  if (!hostedBy && !welcome) return null;
  return (
    <section className="lobby__part" aria-labelledby="hosting">
      <h2 id="hosting">{hostedBy ? t("lobby.hostedBy", { host: hostedBy }) : t("lobby.expect")}</h2>
      {welcome?.split(/\n{2,}/).map((part) => (
        <p key={part} className="whitespace-pre-line">
          {part}
        </p>
      ))}
    </section>
  );
}
