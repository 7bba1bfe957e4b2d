import type { Token } from "./syntax.ts";

/** What a match stands for. */
export type Reading = Pick<Token, "kind" | "name" | "type">;

/**
 * The marks of a syntax whose placeholders do not nest: what a global pattern finds, as `read`
 * tells. The pattern must be linear: no character within reach of two starts.
 */
export function findMarks(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Reading | undefined,
): readonly Token[] {
  const marks: Token[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const reading = read(match);
    if (reading === undefined) continue;
    const { kind, name, type } = reading;
    // Spelled out: spreading `reading` costs ten times as much.
    marks.push({ kind, start: match.index, end: pattern.lastIndex, name, type });
  }
  return marks;
}
