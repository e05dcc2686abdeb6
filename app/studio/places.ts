import { useWords } from "#app/i18n/use-words.ts";

/** Where a guest may join: online, or one of the event's boutiques. */
export interface Place {
  value: string;
  label: string;
}

/** The places of an event, to choose from. */
export function usePlaces({ boutiques }: { boutiques: readonly { id: string; name: string }[] }): Place[] {
  const t = useWords("studio");
  return [{ value: "online", label: t("add.online") }, ...boutiques.map(({ id, name }) => ({ value: id, label: name }))];
}
