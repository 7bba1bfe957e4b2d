import type pico from "picocolors";
import type { Severity } from "../model/finding.ts";

/** What a face decides about the text output. */
export interface TextOptions {
  /** "dry-run" is a `sync` that wrote and sent nothing. */
  readonly command: "check" | "sync" | "dry-run";
  /** No service is configured: a sync makes what the repository itself can give, and no more. */
  readonly isAlone?: boolean;
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Content of a file by its path from the repository's root, for code frames. */
  readonly frames: (path: string) => string | undefined;
  /** Unix seconds. */
  readonly now: number;
  /** Findings told one by one at most. */
  readonly max: number;
}

type Colors = ReturnType<typeof pico.createColors>;

/** The options with colours at hand. */
export interface Page extends TextOptions {
  readonly colors: Colors;
}

export const SYMBOLS: Readonly<Record<Severity, string>> = { error: "✗", warning: "!", info: "i" };

export function paintSeverity({ colors }: Page, severity: Severity): Colors["red"] {
  if (severity === "error") return colors.red;
  return severity === "warning" ? colors.yellow : colors.blue;
}
