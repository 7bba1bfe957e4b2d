import type { TextOffset } from "../model/bytes.ts";

/** A stretch of a text. Tokens of a text are in order, do not overlap and cover it whole. */
export interface Token {
  readonly kind:
    /** Prose: may be translated. */
    | "text"
    /** Stands for a value at run time: `{name}`, `%s`, `{{count, number}}`. */
    | "placeholder"
    /** Opens, closes or is a tag: `<0>`, `</b>`, `<br/>`. */
    | "tag"
    /** A link to another message: `$t(key)`, `@:key`. */
    | "link"
    /** Punctuation of the syntax itself: `{count, plural, one {`, ` | `, `}`, quoting apostrophes. */
    | "syntax";
  readonly start: TextOffset;
  readonly end: TextOffset;
  /** Placeholder: its name as compared between languages. Tag: its name with `/` as written. */
  readonly name?: string;
  /** Plural or select branch the token stands in, outermost first: `["count", "one"]`. */
  readonly branch?: readonly string[];
}

/** Why a text is not well-formed in its syntax. */
export interface SyntaxFault {
  readonly fault: string;
  readonly offset: TextOffset;
}

/** Text ↔ tokens. Every syntax is linear in the text and never throws. */
export interface Syntax {
  readonly name: string;
  /** How many marks of this syntax, and of no plainer one, the text holds; 0 when none. */
  recognise(text: string): number;
  tokens(text: string): readonly Token[] | SyntaxFault;
}
