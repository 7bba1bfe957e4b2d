import type { TextOffset } from "../model/bytes.ts";

/** A stretch of a text. Tokens of a text are in order, do not overlap and cover it whole. */
export interface Token {
  readonly kind:
    /** Prose: may be translated. All else is to be kept as it is written. */
    | "text"
    /** Stands for a value at run time: `{name}`, `%s`, `{{count, number}}`. */
    | "placeholder"
    /** Opens, closes or is a tag: `<0>`, `</b>`, `<br/>`; or the part of one around a placeholder. */
    | "tag"
    /** A link to another message: `$t(key)`, `@:key`. */
    | "link"
    /** An address, or the part of one around a placeholder. */
    | "url"
    /** Another spelling of plain characters: `%%`, `&amp;`, `'{'`, `{'@'}`, `\n`. */
    | "escape"
    /** Punctuation of the syntax itself: `{count, plural, `, `one {`, ` | `, `}`. */
    | "syntax";
  readonly start: TextOffset;
  readonly end: TextOffset;
  /**
   * As compared between languages. Placeholder and head of a plural or select: the argument's name,
   * or its position. Tag: its name with `/` as written (`b`, `/b`, `br/`), absent on the parts after
   * the first. Link: the link. Escape: the characters that are meant, an entity as written.
   */
  readonly name?: string | undefined;
  /** What is made of the value, as compared between languages: `number`, `plural`, `d`, `#`. */
  readonly type?: string | undefined;
  /**
   * Branches the token stands in, outermost first, each an argument and a selector:
   * `["count", "one"]`. A piped plural's argument is `|`, its selectors `0`, `1`, …
   */
  readonly branch?: readonly string[] | undefined;
}

/** Why a text is not well-formed in its syntax. */
export interface SyntaxFault {
  readonly fault: string;
  readonly offset: TextOffset;
}

/**
 * Text ↔ tokens. Laws, held by `test/contract/syntax.ts` for every syntax: the tokens cover the
 * text, what stands in prose does not change the placeholders, linear in the text, never a throw.
 */
export interface Syntax {
  readonly name: string;
  /** Whether `=0`, `=1` and `=2` of a plural are other spellings of `zero`, `one` and `two`. */
  readonly exactIsCategory?: true;
  /** How many marks of this syntax, and of no plainer one, the text holds; 0 when none. */
  recognise(text: string): number;
  tokens(text: string): readonly Token[] | SyntaxFault;
  /**
   * The text with a plural branch for every category of the target locale, each a copy of the branch
   * that serves it: what an engine is to translate. Texts without plurals are given back.
   */
  expandPlurals?(text: string, sourceLocale: string, targetLocale: string): string;
}

export function isFault(result: object): result is SyntaxFault {
  return "fault" in result;
}
