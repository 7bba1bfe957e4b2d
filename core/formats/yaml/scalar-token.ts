import { Kind } from "../../catalog/catalog.ts";
import { Style } from "./layout.ts";
import { kindOfPlain } from "./plain.ts";
import { flowScalar } from "./scalar.ts";

/**
 * Kind of the scalar of one token, by its style. Behind a lone `!`, which Psych once wrote before
 * all quotes, it reads the text as if it were plain (`! '0'` is a number), and others as a text.
 */
export function kindOfScalar(source: string, tag?: string): Kind {
  if (isQuoted(source)) {
    if (source.length === 2) return Kind.Empty;
    return tag === "!" ? kindOfPlain(flowScalar(source)) : Kind.Text;
  }
  if (!source.includes("\n")) return kindOfPlain(source);
  const text = flowScalar(source);
  return text.includes("\n") ? Kind.Text : kindOfPlain(text);
}

export function styleOfScalar(source: string): Style {
  if (source.startsWith("'")) return Style.Single;
  return source.startsWith('"') ? Style.Double : Style.Plain;
}

export function isQuoted(source: string): boolean {
  return source.startsWith("'") || source.startsWith('"');
}

/** The characters that a plain scalar may not begin with; the lexer lets them pass. */
const RESERVED = /^[\t,%|>@`}\]]/u;

/** How many hexadecimal digits an escape needs. */
const HEX_ESCAPES: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** What is wrong with a scalar's token, or undefined. The lexer itself accepts anything. */
export function scalarFault(source: string): string | undefined {
  if (source.startsWith('"')) return doubleQuotedFault(source);
  if (source.startsWith("'")) return singleQuotedFault(source);
  return RESERVED.test(source)
    ? `a text may not begin with ${JSON.stringify(source[0])}`
    : undefined;
}

/** YAML 1.2 wants what goes on on further lines to be indented; Ruby's reader does not. */
const INDENT = "close it, or indent its other lines more than its key";
const UNTERMINATED_DOUBLE = `an unterminated text in double quotes: ${INDENT}`;
const UNTERMINATED_SINGLE = `an unterminated text in single quotes: ${INDENT}`;

function singleQuotedFault(source: string): string | undefined {
  const isClosed = source.length > 1 && source.endsWith("'");
  if (!isClosed || source.slice(1, -1).replaceAll("''", "").includes("'")) {
    return UNTERMINATED_SINGLE;
  }
  return undefined;
}

function doubleQuotedFault(source: string): string | undefined {
  const last = source.length - 1;
  if (last < 1 || source[last] !== '"') return UNTERMINATED_DOUBLE;
  for (let at = source.indexOf("\\"); at >= 0; at = source.indexOf("\\", at)) {
    const letter = source[at + 1] as string;
    if (at + 1 >= last) return UNTERMINATED_DOUBLE;
    const digits = HEX_ESCAPES[letter] ?? 0;
    if (
      digits > 0 ? !isCodePoint(source.slice(at + 2, at + 2 + digits), digits) : !isEscape(letter)
    ) {
      return "an unknown escape";
    }
    at += 2 + digits;
  }
  return undefined;
}

function isEscape(letter: string): boolean {
  return '0abefnrtvNLP_ "/\\\t\r\n'.includes(letter);
}

function isCodePoint(hex: string, digits: number): boolean {
  return hex.length === digits && /^[\da-f]+$/iu.test(hex) && Number.parseInt(hex, 16) <= 0x10ffff;
}
