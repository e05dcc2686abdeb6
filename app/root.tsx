import "#app/style/app.css";
import text from "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2?url";
import display from "@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2?url";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData, useMatches, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import { Suspense, useContext } from "react";
import { useTranslation } from "react-i18next";
import { lightOf, namespacesOf } from "#app/i18n/handle.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import { Nonce } from "#app/nonce.ts";
import { Blank } from "#app/ui/blank.tsx";
import { useServerTime } from "#app/ui/server-clock.ts";

const face = (href: string) => ({ rel: "preload", as: "font", type: "font/woff2", href, crossOrigin: "anonymous" }) as const;
export const links: LinksFunction = () => [face(display), face(text)];

/** What every page has: its language, the house's clock at this moment (ms), the maison's name and wordmark. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { lang: context.lang, nowAtServer: context.clock.now(), maison: await context.maison() };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.maison.name ?? "" }];

const absent = new Set([400, 401, 403, 404, 405, 410]);

/** Which of the three last pages an error becomes: all that is not to be found looks alike. */
function lastPage(error: unknown): "notFound" | "tooMuch" | "failed" {
  if (!isRouteErrorResponse(error)) return "failed";
  if (error.status === 429) return "tooMuch";
  return absent.has(error.status) ? "notFound" : "failed";
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(Nonce);
  const lang = useLanguage();
  const t = useWords("common");
  const error = useRouteError();
  const light = lightOf(useMatches());
  return (
    <html lang={lang} data-light={error ? "ivory" : light}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="format-detection" content="telephone=no" />
        {nonce ? <meta property="csp-nonce" content={nonce} nonce={nonce} suppressHydrationWarning /> : null}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {error ? <title>{t(`${lastPage(error)}.title`)}</title> : <Meta />}
        <Links />
      </head>
      <body>
        <a className="skip btn" href="#main">
          {t("skip")}
        </a>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** Waits for the words of every route on the way, so that no screen is ever drawn without them. */
function Spoken() {
  useTranslation(namespacesOf(useMatches().map((match) => match.handle)));
  return <Outlet />;
}

export default function App() {
  useServerTime(useLoaderData<typeof loader>().nowAtServer);
  return (
    <Suspense fallback={null}>
      <Spoken />
    </Suspense>
  );
}

export function ErrorBoundary() {
  const t = useWords("common");
  const page = lastPage(useRouteError());
  return <Blank title={t(`${page}.title`)}>{t(`${page}.text`)}</Blank>;
}
