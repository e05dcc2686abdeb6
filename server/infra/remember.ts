/** Answers of one question, asked once: everybody gets the same until it is forgotten, or failed. What was under way when it was forgotten is kept for nobody after. */
export function remember<Answer>(question: () => Promise<Answer>): { ask(): Promise<Answer>; forget(): void } {
  let known: Promise<Answer> | null = null;
  return {
    ask() {
      if (known) return known;
      const asked = question();
      known = asked;
      asked.catch(() => {
        if (known === asked) known = null;
      });
      return asked;
    },
    forget() {
      known = null;
    },
  };
}
