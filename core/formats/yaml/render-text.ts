import { Style } from "./layout.ts";
import { canBePlain, isPrintable } from "./plain.ts";
import type { FileStyle } from "./style.ts";

/** Where and how a text is to be written. */
export interface TextPlace {
  readonly file: FileStyle;
  /** The style that is kept where the text allows it; double quotes can hold anything. */
  readonly style: Style;
  readonly inFlow: boolean;
  /** Column of the first character, and of the lines that follow it. */
  readonly column: number;
  readonly indent: number;
  /** What a block scalar's header holds beyond its style: an indentation indicator, a comment. */
  readonly indicator?: string;
  readonly comment?: string;
}

/** Psych's line width: a plain text is broken at the first space behind this column. */
const WIDTH = 80;

export function renderText(text: string, place: TextPlace): string {
  const { style, inFlow } = place;
  if (!inFlow && (style === Style.Literal || style === Style.Folded)) {
    return blockText(text, place) ?? doubleQuoted(text) + (place.comment ?? "");
  }
  if (style === Style.Single || style === Style.Double) return quoted(text, style);
  if (!canBePlain(text, inFlow)) return quoted(text, place.file.quotes);
  return place.file.wraps && !inFlow ? wrapped(text, place) : text;
}

/** A name in the manner of its neighbours. */
export function renderName(name: string, style: Style, inFlow: boolean): string {
  if (style === Style.Single || style === Style.Double) return quoted(name, style);
  return canBePlain(name, inFlow) ? name : doubleQuoted(name);
}

/** Single quotes hold only what can be seen. */
function quoted(text: string, style: FileStyle["quotes"]): string {
  const isSingle = style === Style.Single && isPrintable(text);
  return isSingle ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** Folds as Psych does, so that a file which it writes stays as it would write it. */
function wrapped(text: string, { column, indent, file }: TextPlace): string {
  const words = text.split(" ");
  let result = words[0] as string;
  let width = column + lengthOf(result);
  for (let index = 1; index < words.length; index++) {
    const word = words[index] as string;
    // Only a single space may become a line break.
    const isSingle = word !== "" && words[index - 1] !== "";
    const breaks = isSingle && width > WIDTH;
    result += breaks ? file.newline + " ".repeat(indent) + word : ` ${word}`;
    width = (breaks ? indent : width + 1) + lengthOf(word);
  }
  return result;
}

function lengthOf(word: string): number {
  return [...word].length;
}

/**
 * A text as `|` or `>`; undefined where it takes more care: white space at the start or on a line
 * of its own, control characters, or several line ends at the end, which would swallow blank lines
 * that follow.
 */
function blockText(text: string, place: TextPlace): string | undefined {
  const { file, indent, indicator = "", comment = "", style } = place;
  const body = text.replace(/\n$/u, "");
  if (body === "" || body.endsWith("\n") || !isPrintable(body.replaceAll("\n", "")))
    return undefined;
  if (/^[ \t\n]|\n[ \t]+(?:\n|$)/u.test(body)) return undefined;
  const isFolded = style === Style.Folded && !/\n[ \t]/u.test(body);
  // Folding takes one line break away from each run of them.
  const lines = (isFolded ? body.replaceAll(/\n+/gu, "$&\n") : body).split("\n");
  const margin = " ".repeat(indent);
  const chomping = body === text ? "-" : "";
  const header = (isFolded ? ">" : "|") + indicator + chomping + comment;
  return [header, ...lines.map((line) => (line === "" ? "" : margin + line))].join(file.newline);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\u001b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\u0085": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function doubleQuoted(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are the point
  return `"${text.replaceAll(/[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu, escaped)}"`;
}

function escaped(char: string): string {
  const short = ESCAPES[char];
  if (short !== undefined) return short;
  const code = char.charCodeAt(0).toString(16).toUpperCase();
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
