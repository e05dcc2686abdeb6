import "#app/kit/kit.css";
import "#app/style/studio.css";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { useWords } from "#app/i18n/use-words.ts";
import { Half } from "#app/kit/half.tsx";
import { Languages } from "#app/ui/languages.tsx";
import { Toasts } from "#app/ui/toast.tsx";

export const handle = { words: ["kit"] } satisfies Handle;

/** The parts of every screen, for whoever builds the house; nothing is here in a house that runs. */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.hasKit) throw context.notFound();
  return { at: new Date(context.clock.now() + 754_000).toISOString(), nowAtServer: context.clock.now() };
}

export const meta: MetaFunction = ({ matches }) => titled(matches, "kit", "title");

export default function Kit() {
  const t = useWords("kit");
  const now = useLoaderData<typeof loader>();
  return (
    <Toasts>
      <main id="main" className="kit">
        <header className="kit__head">
          <h1>{t("title")}</h1>
          <p>{t("lede")}</p>
          <Languages />
        </header>
        <Half light="ivory" {...now} />
        <Half light="down" {...now} />
      </main>
    </Toasts>
  );
}
