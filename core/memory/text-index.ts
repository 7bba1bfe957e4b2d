/** Finds the numbers of equal texts, in rising order. */
export type TextIndex = (text: string) => readonly number[];

/** Built when it is first asked: most runs ask only the first of a memory's indexes. */
export function indexTexts(count: number, textOf: (number: number) => string): TextIndex {
  /** The first number of each text, then from one number to the next of the same text. */
  let first: Map<string, number> | undefined;
  const next = new Int32Array(count);

  function build(): Map<string, number> {
    const built = new Map<string, number>();
    for (let number = count - 1; number >= 0; number--) {
      const text = textOf(number);
      next[number] = built.get(text) ?? -1;
      built.set(text, number);
    }
    return built;
  }

  return (text) => {
    first ??= build();
    const found: number[] = [];
    for (let number = first.get(text) ?? -1; number >= 0; number = next[number] as number) {
      found.push(number);
    }
    return found;
  };
}
