import { cover } from "./cover.ts";
import { isFault, type Syntax, type SyntaxFault, type Token } from "./syntax.ts";

/** A field with at most one level of fields in its format: `{0:>{width}}`. */
const MARK = /\{\{|\}\}|\{(?<field>[^{}]*(?:\{[^{}]*\}[^{}]*){0,8})\}|[{}]/gu;
const FIELD = /^(?<name>\w*(?:\.\w+|\[[^\]{}]*\])*)(?:![rsa])?(?::.*)?$/su;
const SPECIFIC = /\{\}|\{\w*(?:![rsa]|:[^{}\s]|\.\w|\[[^\]{}]*\])[^{}]*\}/gu;

/** gettext's `python-brace-format`, `str.format`. */
export const pythonBrace: Syntax = {
  name: "python-brace",
  recognise: (text) => text.match(SPECIFIC)?.length ?? 0,
  tokens(text) {
    const marks = marksOf(text);
    return isFault(marks) ? marks : cover(text, marks);
  },
};

function marksOf(text: string): readonly Token[] | SyntaxFault {
  const marks: Token[] = [];
  let turn = 0;
  for (const match of text.matchAll(MARK)) {
    const start = match.index;
    const end = start + match[0].length;
    if (match[0] === "{{" || match[0] === "}}") {
      marks.push({ kind: "escape", start, end, name: match[0].charAt(0) });
      continue;
    }
    const field = match.groups?.field;
    if (field === undefined) return { fault: "single brace", offset: start };
    const name = FIELD.exec(field)?.groups?.name;
    if (name === undefined) return { fault: "expected a field name", offset: start };
    marks.push({ kind: "placeholder", start, end, name: name === "" ? String(turn++) : name });
  }
  return marks;
}
