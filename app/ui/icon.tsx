import type { Icon as Drawing } from "@phosphor-icons/react";

export type { Drawing };
type Props = { of: Drawing; size?: "small" | "work" | "large"; className?: string };
const sizes = { small: "i i--s", work: "i", large: "i i--l" } as const;

/** A drawn sign in light weight, always beside a word or inside something that has a name; silent for screen readers. */
export function Icon({ of: Shape, size = "work", className = "" }: Props) {
  return <Shape weight="light" className={`${sizes[size]} ${className}`.trim()} aria-hidden="true" focusable="false" />;
}
