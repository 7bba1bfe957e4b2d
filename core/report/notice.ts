import pico from "picocolors";
import type { Severity } from "../model/finding.ts";
import { SYMBOLS } from "./page.ts";
import { visible } from "./quote.ts";

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
}

/**
 * A notice for a log, where nothing else tells the place. `from`: how its path is written there;
 * colours are for hosts that paint nothing themselves.
 */
export function noticeLines(notice: Notice, from: string, color = false): readonly string[] {
  const { line, column, severity, text, frame, hint } = notice;
  const { bold, dim, red, yellow, cyan } = pico.createColors(color);
  const paint = severity === "error" ? red : yellow;
  return [
    bold(`${visible(from)}:${line}:${column}`),
    `${paint(SYMBOLS[severity])} ${text}`,
    ...frame.map((code) => `  ${code.endsWith("^") ? code : dim(code)}`),
    `${cyan("→")} ${hint}`,
  ];
}
