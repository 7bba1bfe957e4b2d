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
  "unwritable",
  "conflict",
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
  "stale-at-use",
  "argument",
  "unused-key",
  "warned",
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** A place in a file: path from the repository's root, one-based line and column (UTF-16 units). */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** How a source text changed since its translation was made, as far as history tells. */
export interface SourceChange {
  readonly from?: string;
  readonly to?: string;
  /** The commit that changed it, abbreviated, and when (Unix seconds). */
  readonly commit?: string;
  readonly time?: number;
}

/** One thing a person should know, as data. `line` and `column` are one-based. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly locale?: string;
  /** In place of `locale`, where one place tells of several: sorted, at least one. */
  readonly locales?: readonly string[];
  readonly namespace?: string;
  readonly key?: Key;
  /** Where the source message stands, where the finding itself stands in another file. */
  readonly origin?: Place;
  /** Of a stale translation. */
  readonly change?: SourceChange;
  /** Why, or what to look at, beyond what the code says: a provider's words, a near match. */
  readonly remark?: string;
  readonly message: string;
  readonly hint?: string;
}
