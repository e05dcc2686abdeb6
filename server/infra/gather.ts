/**
 * Answers many askers with one question: whatever is asked within one turn of the event loop is asked at once, in the order
 * it came, at most `atOnce` together. A question that fails fails for everyone who waited for it.
 */
export function gather<Ask, Answer>(askAll: (asks: readonly Ask[]) => Promise<readonly Answer[]>, atOnce = 500): (ask: Ask) => Promise<Answer> {
  let waiting: { ask: Ask; resolve(answer: Answer): void; reject(fault: unknown): void }[] = [];
  const send = () => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += atOnce) {
      const some = all.slice(from, from + atOnce);
      askAll(some.map(({ ask }) => ask)).then(
        (answers) => {
          for (const [at, { resolve, reject }] of some.entries())
            if (at < answers.length) resolve(answers[at] as Answer);
            else reject(new Error("fewer answers than askers"));
        },
        (fault) => {
          for (const { reject } of some) reject(fault);
        },
      );
    }
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send);
      waiting.push({ ask, resolve, reject });
    });
}
