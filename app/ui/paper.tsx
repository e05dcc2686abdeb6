import { useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import type { loader } from "#app/root.tsx";
import { Cloth } from "#app/ui/cloth.tsx";
import { Languages } from "#app/ui/languages.tsx";
import { Wordmark } from "#app/ui/wordmark.tsx";

/** Cloth beside paper, with the maison's mark and the languages: whatever is read with the house closed. Its sheet is style/door.css. */
export function Paper({ children, foot, slit = true }: { children: ReactNode; foot?: ReactNode; slit?: boolean }) {
  const maison = useRouteLoaderData<typeof loader>("root")?.maison;
  return (
    <div className="door text-ink" data-light="ivory">
      <div className="door__curtain">
        <Cloth slit={slit} />
      </div>
      <div className="door__paper">
        <header className="door__head">
          {maison ? <Wordmark {...maison} /> : null}
          <Languages />
        </header>
        <main id="main" className="door__body">
          {children}
        </main>
        {foot ? <footer className="foot">{foot}</footer> : null}
      </div>
    </div>
  );
}
