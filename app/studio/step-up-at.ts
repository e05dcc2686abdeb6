/** Where staff prove themselves again, to come back to a page of ours. */
export const stepUpAt = (to: string): string => `/studio/step-up?${new URLSearchParams({ to })}`;
