/** A calendar file as an answer; like every page of the house no cache keeps it. */
export const calendarAnswer = ({ file, body }: { file: string; body: string }): Response =>
  new Response(body, {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${file.replaceAll(/[^\w.-]/g, "_")}"`,
    },
  });
