import type { Finding, FindingCode, Place, Severity } from "../model/finding.ts";
import type { Key } from "../model/key.ts";
import type { Position } from "../model/bytes.ts";
import type { MessageId } from "../model/message.ts";
import type { Refusal } from "../model/refusal.ts";

/** How one locale stands. `total` is the sum of the rest but `pending` and `rejected`. */
export interface LocaleCounts {
  readonly total: number;
  readonly translated: number;
  /** Written for this source text by a person, or for review, and confirmed by nobody yet. */
  readonly unconfirmed: number;
  readonly stale: number;
  readonly missing: number;
  /** Of the stale and missing ones: in flight at a provider. */
  readonly pending: number;
  /** Answered, and refused by our rules: still missing or stale, or written for review. */
  readonly rejected: number;
}

export interface Changes {
  readonly added: readonly MessageId[];
  readonly changed: readonly MessageId[];
  readonly removed: readonly MessageId[];
  readonly moved: readonly { readonly from: MessageId; readonly to: MessageId }[];
}

/** One text that a run wrote, offers or refused, as a reviewer looks at it. */
export interface Translation {
  readonly locale: string;
  readonly namespace: string;
  readonly key: Key;
  /** The target's file, from the repository's root. */
  readonly path: string;
  /**
   * "written" (by a dry run: would be); "suggested": to look at, not written; "rejected": refused
   * by our rules.
   */
  readonly outcome: "written" | "suggested" | "rejected";
  readonly source: string;
  readonly text: string;
  /** What stood there before; absent for nothing. */
  readonly previous?: string;
  /** Whether a person had written what stood there. */
  readonly previousByPerson?: boolean;
  /** Where a written text comes from; "locked" is a copy of the source. */
  readonly origin?: Origin;
  /** How well a remembered or suggested text fits: 101 same key and source, 100 same source. */
  readonly score?: number;
  /** Why it was refused; of a written one: why it waits for a person's review. */
  readonly reason?: string;
}

/** "service": an edit that a person made where the translations are kept. */
export type Origin = "provider" | "memory" | "moved" | "locked" | "service";

/** How much is sent. A text that many locales or messages share is sent once, and counted so. */
export interface Submitted {
  readonly groups: number;
  readonly jobs: number;
  readonly messages: number;
  /** Of the source texts, in every locale that they are sent for. */
  readonly words: number;
  readonly characters: number;
  /** By locale, sorted. */
  readonly locales: Readonly<Record<string, SubmittedTexts>>;
}

export interface SubmittedTexts {
  readonly messages: number;
  readonly words: number;
  readonly characters: number;
}

export const NOTHING_SUBMITTED: Submitted = {
  groups: 0,
  jobs: 0,
  messages: 0,
  words: 0,
  characters: 0,
  locales: {},
};

/** What of the outside failed while the rest was done. */
export interface Failure {
  readonly message: string;
  /** The remedy. */
  readonly hint?: string;
}

/** What language models were paid for. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** By the user's own prices, in their currency; absent where none are set. */
  readonly cost?: number;
}

/** What a run has to say: the object that `--json` prints. */
export interface Report {
  readonly version: 1;
  readonly sourceLocale: string;
  readonly locales: Readonly<Record<string, LocaleCounts>>;
  readonly changes: Changes;
  readonly findings: readonly Finding[];
  /** By locale, file and place in the source. Empty after a check. */
  readonly translations: readonly Translation[];
  readonly submitted: Submitted;
  /** Absent where no language model answered. */
  readonly usage?: Usage;
  /** Paths of the files that were written or removed, from the repository's root. */
  readonly written: readonly string[];
  /** What was assumed or left undone, in whole sentences (a detected layout, a shallow history). */
  readonly notes: readonly string[];
  /** The run has done what it could, and ends as one that failed. */
  readonly failure?: Failure;
}

/** A finding before words: what was seen, where, as data. */
export interface Observation {
  readonly code: FindingCode;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** In place of line and column, where the file is not read unless somebody asks for them. */
  readonly late?: () => Position;
  readonly locale?: string;
  /** In place of `locale`: as in `Finding`. */
  readonly locales?: readonly string[];
  readonly namespace?: string;
  readonly key?: Key;
  /** Overrides the code's default severity (a rejected translation, an optional plural form). */
  readonly severity?: Severity;
  readonly detail?: ObservationDetail;
}

/** What the sentences of `sentences.ts` are made of, each part present where it is known. */
export interface ObservationDetail {
  readonly sourceLocale?: string;
  /** Where the source message stands. What is told once for many locales is told there. */
  readonly origin?: Place;
  /** The source text now, and the one that the translation was made from. */
  readonly source?: string;
  readonly previousSource?: string;
  readonly target?: string;
  /** The commit that changed the source, abbreviated, and when (Unix seconds). */
  readonly commit?: string;
  readonly time?: number;
  /** A translation to look at that was not written, and its score. */
  readonly suggestion?: string;
  readonly score?: number;
  /** Other namespaces that define the key. */
  readonly elsewhere?: readonly string[];
  /** Why, in the words of a format, git or a provider. */
  readonly reason?: string;
  /** Where else the same thing stands, one-based. */
  readonly otherLine?: number;
  /** Why a file cannot take a translation, or lose one, and the key that stands in the way. */
  readonly obstacle?: { readonly reason: Refusal; readonly at: Key };
  /** What a quality rule saw: what was expected and what was found. */
  readonly expected?: readonly string[];
  readonly found?: readonly string[];
}
