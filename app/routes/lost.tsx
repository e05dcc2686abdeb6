import "#app/style/door.css";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LostLink } from "#app/door/lost-link.tsx";
import type { Handle } from "#app/i18n/handle.ts";
import { titled } from "#app/i18n/titled.ts";
import { LostLink as Form } from "#contracts/guests.ts";

export const handle = { words: ["door"] } satisfies Handle;

/** For whoever has lost their letter; it knows of nobody and nothing. */
export function loader({ request }: LoaderFunctionArgs) {
  return { isAsked: new URL(request.url).searchParams.has("asked") };
}

/** Takes an address; the answer is the same for every one, and comes after the same time. */
export async function action({ request, context }: ActionFunctionArgs) {
  const email = (await request.formData()).get("email");
  const form = Form.safeParse({ email });
  if (!form.success) return data({ typed: typeof email === "string" ? email.slice(0, 254) : "" }, { status: 400 });
  await context.house.lost.ask(form.data.email, context.session.address);
  return redirect("/lost?asked=yes", 303);
}

export const meta: MetaFunction = ({ matches }) => [...titled(matches, "door", "lost.title"), { name: "robots", content: "noindex" }];

export default function Lost() {
  return <LostLink {...useLoaderData<typeof loader>()} tried={useActionData<typeof action>()} />;
}
