import type { Fact, PendingGroup, RefusedMessage } from "./fact.ts";
import { parseFact, parsePending, parseRefused } from "./line.ts";
import { type Segment, makeSegment, readSegment } from "./segment.ts";

/** What decides which lines are still needed. */
export interface CompactionRules {
  /**
   * The blobs that a target and its source have now, first those of HEAD, then those of the work
   * tree where they are others; none where an older line may be all that tells something.
   */
  readonly current: (path: string, locale: string) => readonly BlobPair[];
  /** Whether a target blob is some file's of today: a renamed file is known by its blob. */
  readonly isLive: (target: string) => boolean;
  /** Whether an answer to the message of this tag is still awaited in a locale. */
  readonly isAwaited: (locale: string, message: string) => boolean;
}

export interface BlobPair {
  readonly source: string;
  readonly target: string;
}

/** One segment in the place of many. */
export interface Compaction {
  /** Undefined: no line is needed. */
  readonly segment: Segment | undefined;
  /** Names of the segments that it replaces. */
  readonly replaced: readonly string[];
}

/** Segments that may stand side by side: each costs a read, and a line in a listing. */
const FEW = 8;

/**
 * Puts all lines into one segment, without those of a path that are older than one which names
 * exactly HEAD's blobs (design, "The ledger"). No line that stays says more than it did. A segment
 * with damage, or with lines of a kind not known here, stands as it is. Undefined for a few
 * segments, and where a newer locstep wrote one.
 */
export function compact(
  segments: readonly Segment[],
  rules: CompactionRules,
  few: number = FEW,
): Compaction | undefined {
  if (segments.length <= few) return undefined;
  const facts: Fact[] = [];
  const pending = new Map<string, PendingGroup>();
  const refused: RefusedMessage[] = [];
  const replaced: string[] = [];
  for (const segment of segments) {
    const { lines, damaged, newer } = readSegment(segment);
    if (newer) return undefined;
    const parsed = lines.map((line) => parsePending(line) ?? parseRefused(line) ?? parseFact(line));
    if (damaged > 0 || parsed.includes(undefined)) continue;
    replaced.push(segment.name);
    for (const line of parsed as (Fact | PendingGroup | RefusedMessage)[]) {
      if ("marks" in line) facts.push(line);
      else if ("reason" in line) refused.push(line);
      else if ((pending.get(line.contentKey)?.attempt ?? -1) < line.attempt) {
        pending.set(line.contentKey, line);
      }
    }
  }
  if (replaced.length <= 1) return undefined;
  const { isAwaited } = rules;
  const segment = makeSegment(
    neededFacts(facts, rules),
    [...pending.values()].filter(({ locales, messages }) =>
      locales.some((locale) => messages.some((message) => isAwaited(locale, message))),
    ),
    refused.filter(({ locale, message }) => isAwaited(locale, message)),
  );
  return { segment, replaced: replaced.filter((name) => name !== segment?.name) };
}

function neededFacts(facts: readonly Fact[], rules: CompactionRules): readonly Fact[] {
  const byFile = new Map<string, Fact[]>();
  for (const fact of facts) {
    const id = `${fact.locale} ${fact.path}`;
    const known = byFile.get(id);
    if (known === undefined) byFile.set(id, [fact]);
    else known.push(fact);
  }
  return [...byFile.values()].flatMap((own) => neededOfFile(own, rules));
}

function neededOfFile(facts: readonly Fact[], rules: CompactionRules): readonly Fact[] {
  const [{ path, locale }] = facts as [Fact];
  const [head, ...others] = rules.current(path, locale);
  if (head === undefined) return facts;
  const isTold = (pair: BlobPair): boolean => facts.some((fact) => names(fact, pair));
  if (!isTold(head) || !others.every(isTold)) return facts;
  return facts.flatMap((fact) => {
    // Everybody has these two blobs, so cells need no tags of their own.
    if (names(fact, head)) return [{ ...fact, marks: { ...fact.marks, cells: NONE } }];
    const isElsewhere = fact.target !== head.target && rules.isLive(fact.target);
    return isElsewhere || others.some((pair) => names(fact, pair)) ? [fact] : [];
  });
}

const NONE: ReadonlySet<string> = new Set();

function names(fact: Fact, { source, target }: BlobPair): boolean {
  return fact.source === source && fact.target === target;
}
