import pico from "picocolors";
import type { Place, Severity } from "../model/finding.ts";
import { SYMBOLS } from "./page.ts";
import { visible } from "./quote.ts";
import { counted } from "./words.ts";

/** What a bundler or an editor shows of one finding, or of one state in several locales. */
export interface Notice {
  readonly severity: Severity;
  /** From the repository's root; line and column are one-based. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** One sentence, one line. */
  readonly text: string;
  readonly hint: string;
  /** The marked line of the file, whole; undefined where it cannot be read. */
  readonly lineText?: string;
  /** The code around the place; empty where the file has no such place. */
  readonly frame: readonly string[];
  readonly use?: FirstUse;
}

/** Where code first asks for a message that some locales lack, and in how many other sources. */
export interface FirstUse extends Place {
  readonly others: number;
}

/**
 * A notice for a log, where nothing else tells the place. `shown`: how a path is written there;
 * colours are for hosts that paint nothing themselves.
 */
export function noticeLines(
  notice: Notice,
  shown: (path: string) => string,
  color = false,
): readonly string[] {
  const { path, line, column, severity, text, frame, hint, use } = notice;
  const { bold, dim, red, yellow, cyan } = pico.createColors(color);
  const paint = severity === "error" ? red : yellow;
  return [
    bold(`${visible(shown(path))}:${line}:${column}`),
    `${paint(SYMBOLS[severity])} ${text}`,
    ...frame.map((code) => `  ${code.endsWith("^") ? code : dim(code)}`),
    ...(use === undefined ? [] : [useText(use, shown)]),
    `${cyan("→")} ${hint}`,
  ];
}

/** `used at src/Cart.tsx:12:5 and in 2 other sources`. */
export function useText(
  { path, line, column, others }: FirstUse,
  shown: (path: string) => string,
): string {
  const more = others === 0 ? "" : ` and in ${counted(others, "other source")}`;
  return `used at ${visible(shown(path))}:${line}:${column}${more}`;
}
