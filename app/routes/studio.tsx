import "#app/style/palette.css";
import "#app/style/studio.css";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { Handle } from "#app/i18n/handle.ts";
import type { loader as root } from "#app/root.tsx";
import { KeepTyped } from "#app/studio/keep-typed.tsx";
import { Palette } from "#app/studio/palette.tsx";
import { Rail } from "#app/studio/rail.tsx";
import { Toasts } from "#app/ui/toast.tsx";

export const handle = { words: ["studio"] } satisfies Handle;

/** Who is at work, and which of the maison's places they may enter. The pages within ask the door themselves. */
export async function loader({ context }: LoaderFunctionArgs) {
  const pass = context.admitHouse("studio.enter");
  const me = await context.house.staff.me(context.visitor);
  if (!me) throw context.notFound();
  return { name: me.name, may: [...pass.may] };
}

export default function Studio() {
  const { name, may } = useLoaderData<typeof loader>();
  const maison = useRouteLoaderData<typeof root>("root")?.maison ?? { name: "", wordmark: null };
  return (
    <Toasts>
      <KeepTyped />
      <div className="studio">
        <Rail maison={maison} name={name} may={may} find={<Palette may={may} />} />
        <main id="main" className="main">
          <Outlet />
        </main>
      </div>
    </Toasts>
  );
}
