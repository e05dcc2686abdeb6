import type { ButtonHTMLAttributes } from "react";
import { classes } from "#app/ui/classes.ts";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> & { icon: Drawing; label: string; pressed?: boolean; size?: "touch" | "work" };

/** A sign without a word beside it: its name is spoken and shown on hovering. */
export function IconButton({ icon, label, pressed, size = "touch", className, type = "button", ...rest }: Props) {
  return (
    <button {...rest} type={type} className={classes("icon-btn", size === "work" && "icon-btn--work", className)} aria-label={label} title={label} aria-pressed={pressed}>
      <Icon of={icon} />
    </button>
  );
}
