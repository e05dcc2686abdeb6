// What begins like a formula is opened as text, not worked out; also behind a sign by which another country's spreadsheet
// separates cells, since it knows nothing of the quotes around them.
const formula = /(^|[,;|\uFF1B])([\s"]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
const field = (value: string | number | null): string => {
  const text = String(value ?? "").replaceAll(/[\t\r\n]+/g, " ");
  return `"${text.replaceAll(formula, "$1$2'").replaceAll('"', '""')}"`;
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
