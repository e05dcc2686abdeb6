import type { LoaderFunctionArgs } from "@remix-run/node";

/** The loader of an address that takes posts alone: whoever asks it finds what a made-up address finds. */
export function nothing({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}
