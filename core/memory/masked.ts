/** Stands for one placeholder in a masked text (U+FFFC, object replacement character). */
export const MARK = "\uFFFC";

/** A text with a {@link MARK} for each stretch that is no prose, and those stretches in order. */
export interface Masked {
  readonly text: string;
  readonly placeholders: readonly string[];
}

/** Masks a text of a namespace, whose syntax the caller knows. */
export type Mask = (text: string, namespace: string) => Masked;

/**
 * The translation of `from`, with the placeholders of a text that reads the same when masked.
 * Undefined unless the placeholders map one to one, in the sources and into the target: a name that
 * would stand for two values, or a value that the target shows twice or not at all, is no mapping.
 */
export function carryPlaceholders(from: Masked, target: Masked, to: Masked): string | undefined {
  const names = new Map<string, string>();
  for (const [at, name] of from.placeholders.entries()) {
    const other = to.placeholders[at];
    if (other === undefined || (names.get(name) ?? other) !== other) return undefined;
    names.set(name, other);
  }
  if (new Set(names.values()).size !== names.size) return undefined;
  if (!sameItems(from.placeholders, target.placeholders)) return undefined;
  return unmask(
    target.text,
    target.placeholders.map((name) => names.get(name) as string),
  );
}

/** Undefined when the marks are not as many as the placeholders: the text itself holds the mark. */
function unmask(text: string, placeholders: readonly string[]): string | undefined {
  const prose = text.split(MARK);
  if (prose.length !== placeholders.length + 1) return undefined;
  return prose.map((part, at) => part + (placeholders[at] ?? "")).join("");
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return sameList([...a].sort(), [...b].sort());
}

export function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
