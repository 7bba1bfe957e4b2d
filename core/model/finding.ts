import type { Key } from "./key.ts";

export type Severity = "error" | "warning" | "info";

/** Every code a finding can have. Closed: words, default severity and remedy stand in `core/report`. */
export const FINDING_CODES = [
  "missing",
  "stale",
  "orphaned",
  "by-person",
  "rejected",
  "failed",
  "unreadable",
  "duplicate-key",
  "alias",
  "empty",
  "placeholder",
  "syntax",
  "plural",
  "markup",
  "link",
  "locked",
  "unchanged",
  "length",
  "punctuation",
  "whitespace",
  "number",
  "undefined-key",
  "missing-at-use",
  "argument",
  "unused-key",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing a person should know, as data. `line` and `column` are one-based. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly locale?: string;
  readonly namespace?: string;
  readonly key?: Key;
  readonly message: string;
  readonly hint?: string;
}
