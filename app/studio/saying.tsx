import { useFetcher, useSearchParams } from "@remix-run/react";
import { useEffect } from "react";
import { useWords } from "#app/i18n/use-words.ts";
import type { Said } from "#app/studio/said.ts";
import { isSaid, saidTones } from "#app/studio/said.ts";
import { Notice } from "#app/ui/notice.tsx";
import { useToast } from "#app/ui/toast.tsx";

/** What a plain form's goal said, carried home in the address; for a page whose forms go elsewhere. */
export function SaidNotice() {
  const [search] = useSearchParams();
  const said = search.get("said");
  return isSaid(said) ? <Saying said={said} count={Number(search.get("count") ?? 0)} /> : null;
}

/** What a form's goal said, on the page it is shown on. */
export function Saying({ said, count = 0 }: { said: Said; count?: number }) {
  const t = useWords("studio");
  return (
    <Notice tone={saidTones[said]} live="polite">
      {t(`said.${said}`, { count })}
    </Notice>
  );
}

/** A fetcher to one of the studio's goals; what is answered is said in passing. */
export function useActs<T extends { said: Said; count?: number }>() {
  const t = useWords("studio");
  const tell = useToast();
  const fetcher = useFetcher<T>();
  const { data } = fetcher;
  useEffect(() => {
    if (data?.said) tell(t(`said.${data.said}`, { count: data.count ?? 0 }), saidTones[data.said]);
  }, [data, t, tell]);
  return fetcher;
}
