import type { UIMatch } from "@remix-run/react";
import type { Namespace } from "#app/i18n/namespaces.ts";

/** What a route tells the shell: the catalogues its screens speak from, and its light ("ivory" unless it says otherwise). */
export type Handle = { words?: readonly Namespace[]; light?: "ivory" | "down" };

const isHandle = (value: unknown): value is Handle => typeof value === "object" && value !== null;

/** The namespaces these handles ask for, "common" always among them, in a stable order. */
export function namespacesOf(handles: readonly unknown[]): Namespace[] {
  const asked = handles.filter(isHandle).flatMap((handle) => handle.words ?? []);
  return [...new Set<Namespace>(["common", ...asked])].sort();
}

/** The light of the innermost route that names one. */
export function lightOf(matches: readonly UIMatch[]): "ivory" | "down" {
  const lights = matches.map((match) => match.handle).filter(isHandle).map((handle) => handle.light);
  return lights.findLast((light) => light !== undefined) ?? "ivory";
}
