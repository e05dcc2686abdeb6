/** Text as a file that the browser keeps; kept by no cache on the way. */
export const asDownload = (name: string, text: string, type = "application/x-ndjson"): Response =>
  new Response(text, {
    headers: {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
