/** Code of the same length in which only code is left, and what was taken out of it. */
export interface Masked {
  /** Texts keep their quotes, comments nothing. */
  readonly code: string;
  /** Of what was taken out, all that may hold a call or an import. */
  readonly pieces: readonly string[];
}

/** What is open to the end is taken whole, so that no source costs more than its length. */
const TOKEN =
  /"(?:[^"\\\n]|\\[^]){0,1000}"|'(?:[^'\\\n]|\\[^]){0,1000}'|["'`{}]|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/gu;
/** Characters of a text that {@link TOKEN} takes for one. */
const LONGEST = 1_000;
const TEMPLATE_TOKEN = /`|\$\{|\\[^]/gu;

/**
 * Blanks texts and comments. It knows nothing of JSX and regular expressions, whose apostrophes and
 * slashes it may take for more: whoever uses it looks into the pieces for what may be code.
 */
export function mask(text: string): Masked | undefined {
  const parts: string[] = [];
  const pieces: string[] = [];
  let done = 0;
  /** How many braces are open in each template that code stands in. */
  const templates: number[] = [];

  function blank(start: number, end: number): void {
    const piece = text.slice(start, end);
    parts.push(text.slice(done, start), " ".repeat(piece.length));
    if (piece.includes("(") || piece.includes("import")) pieces.push(piece);
    done = end;
  }

  /** The rest of a template from `start` on, as far as its text goes. Gives where code goes on. */
  function template(start: number): number | undefined {
    TEMPLATE_TOKEN.lastIndex = start;
    for (let token = TEMPLATE_TOKEN.exec(text); token; token = TEMPLATE_TOKEN.exec(text)) {
      const [found] = token;
      if (found.startsWith("\\")) continue;
      blank(start, token.index);
      if (found !== "`") templates.push(0);
      return TEMPLATE_TOKEN.lastIndex;
    }
    return undefined;
  }

  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const [found] = token;
    const end = TOKEN.lastIndex;
    const depth = templates.length - 1;
    if (found === "{") {
      if (depth >= 0) (templates[depth] as number)++;
    } else if (found === "}") {
      if (depth < 0) continue;
      if (templates[depth] !== 0) (templates[depth] as number)--;
      else {
        templates.pop();
        const next = template(end);
        if (next === undefined) return undefined;
        TOKEN.lastIndex = next;
      }
    } else if (found === "`") {
      const next = template(end);
      if (next === undefined) return undefined;
      TOKEN.lastIndex = next;
    } else if (found.startsWith("/")) blank(token.index, end);
    else if (found.length > 1) blank(token.index + 1, end - 1);
    // An apostrophe, unless it is a text too long to tell.
    else if (text.slice(end, end + LONGEST).search(/\n|^.{0,999}$/u) < 0) return undefined;
  }
  parts.push(text.slice(done));
  return templates.length > 0 ? undefined : { code: parts.join(""), pieces };
}
