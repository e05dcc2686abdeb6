import type { LoaderFunctionArgs } from "@remix-run/node";

/** Every address that is none: the one not found, whatever was asked and however. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

/** The same for what is sent there. */
export function action({ context }: LoaderFunctionArgs): never {
  throw context.notFound();
}

export default function Nowhere() {
  return null;
}
