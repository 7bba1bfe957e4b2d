import { Kind } from "../../catalog/catalog.ts";

/** The first characters of everything that is not a text; most plain scalars leave here. */
const SUSPECT = /^[-+.:~\dFNOTYfnoty]/u;

/** 1 for these as bytes. */
export const suspects: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  SUSPECT.test(String.fromCharCode(byte)) ? 1 : 0,
);

const NULL = /^(?:~|null)$/iu;

/**
 * What YAML 1.1 as Ruby's Psych reads it (`Psych::ScalarScanner`) or the core schema of YAML 1.2
 * takes for something else than a text. Where their versions differ, the widest reading stands: a
 * text that one runtime would turn into a number must be quoted, and a number is never translated.
 */
const NOT_TEXT: readonly RegExp[] = [
  /^(?:true|false|yes|no|on|off)$/iu,
  /^[-+]?\d[\d_,]*$/u,
  /^[-+]?0(?:x[\da-f_,]+|o[0-7_,]+|b[01_,]+)$/iu,
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/u,
  /^[-+]?(?:\d[\d_,]*\.?|\d[\d_,]*\.[\d_]+|\.\d[\d_]*|\.(?=e))(?:e[-+]?\d+)?$/iu,
  /^[-+]?\.(?:inf|nan)$/iu,
  /^-?\d{4}-\d{1,2}-\d{1,2}(?:(?:t|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?)?$/iu,
  // A Ruby symbol.
  /^:./u,
];

/** Texts to Psych and to YAML 1.2, but not to every reader of YAML 1.1: never written plain. */
const DOUBTFUL =
  /^(?:y|n|=|<<|[-+]?(?:\d[\d_]*)?\.[\d_]*|[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?e[-+]?\d+)$/iu;

/** What a plain scalar, as it stands in the file, is. */
export function kindOfPlain(source: string): Kind {
  if (!SUSPECT.test(source)) return Kind.Text;
  if (NULL.test(source)) return Kind.Null;
  return NOT_TEXT.some((pattern) => pattern.test(source)) ? Kind.Other : Kind.Text;
}

/** Anything that cannot stand unescaped, or that YAML 1.1 takes for a line break. */
// oxlint-disable-next-line no-control-regex -- control characters are the point
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/u;

/** Whether every character may stand in a file as it is; a line break may not. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Whether a text can stand without quotes and is read back as itself, by YAML 1.1 and 1.2 alike. */
export function canBePlain(text: string, inFlow: boolean): boolean {
  if (/^[\s\-?:,[\]{}#&*!|>'"%@`]|\s$|^$/u.test(text)) return false;
  if (/:(?:\s|$)|\s#/u.test(text)) return false;
  if (inFlow && /[,[\]{}:?]/u.test(text)) return false;
  if (DOUBTFUL.test(text) || kindOfPlain(text) !== Kind.Text) return false;
  return isPrintable(text);
}
