import "#app/style/app.css";
import text from "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2?url";
import display from "@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2?url";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useLoaderData, useLocation, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Suspense, useContext } from "react";
import { useTranslation } from "react-i18next";
import { lightOf, namespacesOf } from "#app/i18n/handle.ts";
import { useLanguage, useWords } from "#app/i18n/use-words.ts";
import type { Worn } from "#app/maison/dress-style.ts";
import { dressStyle } from "#app/maison/dress-style.ts";
import { faces } from "#app/maison/faces.ts";
import { Nonce } from "#app/nonce.ts";
import { Blank } from "#app/ui/blank.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { useKeptFocus } from "#app/ui/kept-focus.ts";
import { useServerTime } from "#app/ui/server-clock.ts";

const face = (href: string) => ({ rel: "preload", as: "font", type: "font/woff2", href, crossOrigin: "anonymous" }) as const;
export const links: LinksFunction = () => [face(text)];

/** What every page has: its language, the house's clock at this moment (ms), the maison's name, wordmark and dress. */
export async function loader({ context }: LoaderFunctionArgs) {
  return { lang: context.lang, nowAtServer: context.clock.now(), maison: await context.maison() };
}

/** A tablet stands for weeks and looks every few seconds: all of this it has from the start, and a look that fails must not end its page. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ currentUrl, nextUrl, defaultShouldRevalidate }) =>
  currentUrl.pathname === "/tablet" && nextUrl.pathname === "/tablet" ? false : defaultShouldRevalidate;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.maison.name ?? "" }];

const absent = new Set([400, 401, 403, 404, 405, 410]);

/** What staff may do about a refusal that is told to them: where, and back here after it. */
const remedies = {
  secondProof: () => "/studio/me#second",
  quarantined: (here: string) => here.replace(/^(\/studio\/events\/[^/?]+).*/, "$1/record"),
  stepUp: (here: string) => `/studio/step-up?${new URLSearchParams({ to: here })}`,
} as const;
const isRemedied = (why: unknown): why is keyof typeof remedies => typeof why === "string" && Object.hasOwn(remedies, why);
const whyOf = (error: unknown): keyof typeof remedies | null => {
  const why: unknown = isRouteErrorResponse(error) && error.status === 403 ? error.data?.why : null;
  return isRemedied(why) ? why : null;
};

/** Which of the last pages an error becomes: all that is not to be found looks alike. */
function lastPage(error: unknown): "notFound" | "tooMuch" | "failed" | keyof typeof remedies {
  if (!isRouteErrorResponse(error)) return "failed";
  const why = whyOf(error);
  if (why) return why;
  if (error.status === 429) return "tooMuch";
  return absent.has(error.status) ? "notFound" : "failed";
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(Nonce);
  const lang = useLanguage();
  const t = useWords("common");
  const error = useRouteError();
  const light = lightOf(useMatches());
  const worn = useRouteLoaderData<typeof loader>("root")?.maison;
  const dress = worn ? dressStyle(worn) : "";
  return (
    <html lang={lang} data-light={error ? "ivory" : light}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="format-detection" content="telephone=no" />
        {nonce ? <meta property="csp-nonce" content={nonce} nonce={nonce} suppressHydrationWarning /> : null}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {error ? <title>{t(`${lastPage(error)}.title`)}</title> : <Meta />}
        <link {...face(displayOf(worn))} />
        <Links />
        {dress ? <style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: dress }} /> : null}
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

/** The file in which this house's titles stand. */
const displayOf = (worn?: Worn): string =>
  worn?.ownFace ? worn.ownFace.path : worn?.displayFace && worn.displayFace !== "own" ? faces[worn.displayFace].latin : display;

/** Waits for the words of every route on the way, so that no screen is ever drawn without them. */
function Spoken() {
  useTranslation(namespacesOf(useMatches().map((match) => match.handle)));
  return <Outlet />;
}

export default function App() {
  useKeptFocus();
  useServerTime(useLoaderData<typeof loader>().nowAtServer);
  return (
    <Suspense fallback={null}>
      <Spoken />
    </Suspense>
  );
}

export function ErrorBoundary() {
  const t = useWords("common");
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const page = lastPage(error);
  const why = whyOf(error);
  const act = why ? (
    <ButtonLink kind="main" to={remedies[why](pathname + search)}>
      {t(`${why}.act`)}
    </ButtonLink>
  ) : page === "notFound" ? (
    <ButtonLink to="/lost">{t("notFound.lost")}</ButtonLink>
  ) : undefined;
  return (
    <Blank title={t(`${page}.title`)} act={act}>
      {t(`${page}.text`)}
    </Blank>
  );
}
