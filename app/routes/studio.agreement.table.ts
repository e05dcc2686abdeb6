import type { ActionFunctionArgs } from "@remix-run/node";
import { languageNames } from "#contracts/languages.ts";

export { nothing as loader } from "#app/nothing.ts";

// A field that begins like a formula is opened as text, not worked out.
const field = (value: string | number | null): string => {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** The signatures as a table (CSV, UTF-8), for owners; kept by no cache on the way. */
export async function action({ params, context }: ActionFunctionArgs) {
  const pass = await context.admit(params.eventId, "agreement.list", "staff");
  const { lines } = await context.house.agreements.list(pass);
  const heads = ["record", "kind", "who", "name", "seat", "version", "language", "at", "device", "sha256", "signature"];
  const rows = lines.map((one) =>
    [one.id, one.kind, one.who, one.name, one.number, one.version, languageNames[one.language], one.at, one.device, one.sha256, one.signature].map(field).join(","),
  );
  return new Response(`\uFEFF${[heads.join(","), ...rows].join("\r\n")}\r\n`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="agreements.csv"',
      "Cache-Control": "no-store",
    },
  });
}
