import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Namespace, Say } from "#app/i18n/namespaces.ts";

/**
 * The words of one catalogue: `const t = useWords("door")`. Where they are not here yet the screen suspends;
 * a navigation is a transition, so the page before stays until they are, and no key is ever shown.
 */
export function useWords<N extends Namespace>(namespace: N): Say<N> {
  const { t } = useTranslation(namespace);
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** The language of this document. */
export function useLanguage(): string {
  return useTranslation("common").i18n.language;
}
