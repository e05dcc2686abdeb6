import { CheckCircleIcon } from "@phosphor-icons/react/dist/csr/CheckCircle";
import { ClockIcon } from "@phosphor-icons/react/dist/csr/Clock";
import { InfoIcon } from "@phosphor-icons/react/dist/csr/Info";
import { ProhibitIcon } from "@phosphor-icons/react/dist/csr/Prohibit";
import type { ReactNode } from "react";
import { classes } from "#app/ui/classes.ts";
import type { Drawing } from "#app/ui/icon.tsx";
import { Icon } from "#app/ui/icon.tsx";

type Tone = "note" | "wait" | "stop" | "ok";
const signs = { note: InfoIcon, wait: ClockIcon, stop: ProhibitIcon, ok: CheckCircleIcon } as const satisfies Record<Tone, Drawing>;
const roles = { polite: "status", assertive: "alert" } as const;
type Props = { tone?: Tone; icon?: Drawing; title?: ReactNode; live?: keyof typeof roles; children?: ReactNode; className?: string };

/** A fact set apart, with its reason and what is possible instead; spoken when it appears if `live`. */
export function Notice({ tone = "note", icon, title, live, children, className }: Props) {
  return (
    <div className={classes("notice", tone !== "note" && `notice--${tone}`, className)} role={live && roles[live]}>
      <Icon of={icon ?? signs[tone]} />
      <div>
        {title ? <b>{title}</b> : null}
        {children}
      </div>
    </div>
  );
}
