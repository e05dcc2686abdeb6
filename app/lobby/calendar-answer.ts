/** A calendar file as an answer that no cache keeps. */
export const calendarAnswer = ({ file, body }: { file: string; body: string }): Response =>
  new Response(body, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file.replaceAll(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "no-store",
    },
  });
