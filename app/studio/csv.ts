// A field that begins like a formula is opened as text, not worked out.
const field = (value: string | number | null): string => {
  const text = String(value ?? "");
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** A table as a file the browser keeps (CSV, UTF-8 with its mark, so that every spreadsheet reads it); kept by no cache on the way. */
export function asTable(name: string, heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Response {
  const lines = [heads.join(","), ...rows.map((row) => row.map(field).join(","))];
  return new Response(`\uFEFF${lines.join("\r\n")}\r\n`, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}
