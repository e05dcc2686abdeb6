/** Plain text as it is read: paragraphs apart by an empty line; one that begins with "# " is a heading. */
export function TextParts({ text }: { text: string }) {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part, at) => {
      const key = `${at} ${part.slice(0, 24)}`;
      return part.startsWith("# ") ? <h2 key={key}>{part.slice(2)}</h2> : <p key={key}>{part}</p>;
    });
}
