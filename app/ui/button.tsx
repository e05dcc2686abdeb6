import type { LinkProps } from "@remix-run/react";
import { Link } from "@remix-run/react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";
import { classes } from "#app/ui/classes.ts";

type Look = { kind?: "main" | "edge" | "plain" | "stop"; size?: "touch" | "work" | "stand"; wide?: boolean };

/** The class names of a button, for the rare element that is none of these two. */
export function buttonClass({ kind = "edge", size = "touch", wide = false }: Look, more?: string): string {
  return classes("btn", kind !== "edge" && `btn--${kind}`, size !== "touch" && `btn--${size}`, wide && "btn--wide", more);
}

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { pending?: boolean; pendingWord?: ReactNode };

/** A button; while pending it keeps its focus, says so, and takes no further press. Its type is "button" unless told. */
export function Button({ kind, size, wide, pending = false, pendingWord, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) return event.preventDefault();
    onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ kind, size, wide }, className)}
      onClick={press}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest["aria-disabled"] || undefined}
    >
      {pending && pendingWord ? pendingWord : children}
    </button>
  );
}

/** A link that looks as a button; without script it is a plain link. */
export function ButtonLink({ kind, size, wide, className, ...rest }: Look & LinkProps) {
  return <Link {...rest} className={buttonClass({ kind, size, wide }, className)} />;
}
