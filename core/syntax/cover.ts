import { markupOf } from "./markup.ts";
import type { Token } from "./syntax.ts";

/**
 * The marks that a syntax found, completed to tokens that cover the text: between them stand prose
 * and the markup common to all syntaxes. A tag or address that reaches over a placeholder
 * (`<a href="%{url}">`) becomes several parts, of which only the first has the name.
 *
 * What stands before a mark is in the mark's branch: a branch ends with a mark of its own.
 */
export function cover(text: string, marks: readonly Token[]): readonly Token[] {
  const markup = markupOf(text, marks);
  if (marks.length === 0 && markup.length === 0) return prose(text);
  const tokens: Token[] = [];
  let at = 0;
  let next = 0;
  for (let i = 0; i <= marks.length; i++) {
    const mark = marks[i];
    const end = mark?.start ?? text.length;
    const branch = mark?.branch;
    while (at < end) {
      const span = markup[next];
      if (span === undefined || span.start >= end) {
        tokens.push({ kind: "text", start: at, end, branch });
        at = end;
      } else if (span.start > at) {
        tokens.push({ kind: "text", start: at, end: span.start, branch });
        at = span.start;
      } else {
        const name = span.start === at ? span.name : undefined;
        const start = at;
        at = Math.min(span.end, end);
        tokens.push({ kind: span.kind, start, end: at, name, branch });
      }
      if (span !== undefined && at >= span.end) next++;
    }
    if (mark === undefined) break;
    tokens.push(mark);
    at = mark.end;
    const span = markup[next];
    if (span !== undefined && at >= span.end) next++;
  }
  return tokens;
}

function prose(text: string): readonly Token[] {
  return text === "" ? [] : [{ kind: "text", start: 0, end: text.length }];
}
