import type { SyntaxFault, Token } from "../syntax.ts";

/** Where the reading of one text stands. `marks` grows in order. */
export interface Cursor {
  readonly text: string;
  readonly marks: Token[];
  /** Whether an apostrophe before a brace quotes. */
  readonly quoting: boolean;
  at: number;
}

/** Unicode's Pattern_White_Space, as ICU's MessagePattern skips it. */
const SPACE = /[\t-\r \u0085\u200e\u200f\u2028\u2029]*/uy;
const IDENTIFIER = /[^\p{White_Space}\p{Pattern_Syntax}]*/uy;
const INTEGER = /[+-]?\d+/uy;

export function skipSpace(cursor: Cursor): void {
  take(cursor, SPACE);
}

/** The identifier at the cursor, which moves past it; empty when there is none. */
export function takeIdentifier(cursor: Cursor): string {
  return take(cursor, IDENTIFIER);
}

export function takeInteger(cursor: Cursor): string {
  return take(cursor, INTEGER);
}

/** Moves past `char` when it stands at the cursor. */
export function takeChar(cursor: Cursor, char: string): boolean {
  if (cursor.text.charAt(cursor.at) !== char) return false;
  cursor.at++;
  return true;
}

export function fault(cursor: Cursor, fault: string): SyntaxFault {
  return { fault, offset: cursor.at };
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const taken = pattern.exec(cursor.text)?.[0] ?? "";
  cursor.at += taken.length;
  return taken;
}
