import type { Fact, PendingGroup, RefusedMessage } from "./fact.ts";
import { decodeWord, parseFact, parsePending, parseRefused } from "./line.ts";
import { type Segment, readSegment } from "./segment.ts";

/** The union of all segments, indexed for look-up by content first and by path second. */
export interface Ledger {
  readonly segments: readonly string[];
  readonly damaged: number;
  /** Some segment was written by a newer locstep: refuse to write. */
  readonly newer: boolean;
  readonly pending: readonly PendingGroup[];
  readonly refused: readonly RefusedMessage[];
  /** Facts that name exactly these blobs, whatever their path: a renamed file is free. */
  exact(locale: string, source: string, target: string): readonly Fact[];
  /**
   * How many messages a fact of exactly these blobs vouches for, where it leaves nothing open by
   * these rules (see `Marks`); undefined where none does. Told from the line's text: most runs ask
   * it of every target.
   */
  settled(locale: string, source: string, target: string, rules: string): number | undefined;
  /** All other facts worth asking: of this path, or of this target blob. */
  related(path: string, locale: string, target: string): readonly Fact[];
  facts(): readonly Fact[];
}

/**
 * Lines stay text until somebody asks for them: a check reads thousands of lines and needs of most
 * only whether they are there. They are found by T, which hardly any two have in common.
 */
export function readLedger(segments: readonly Segment[]): Ledger {
  const byTarget: Lines = new Map();
  const pending = new Map<string, PendingGroup>();
  const refused: RefusedMessage[] = [];
  let damaged = 0;
  let newer = false;
  for (const segment of segments) {
    const read = readSegment(segment);
    damaged += read.damaged;
    newer ||= read.newer;
    for (const line of read.lines) {
      if (line.startsWith("pending ") && addPending(pending, line)) continue;
      if (line.startsWith("refused ") && addRefused(refused, line)) continue;
      const end = line.lastIndexOf(" ");
      addLine(byTarget, line.slice(line.lastIndexOf(" ", end - 1) + 1, end), line);
    }
  }
  return {
    segments: segments.map((segment) => segment.name),
    damaged,
    newer,
    pending: [...pending.values()],
    refused,
    ...lookUps(byTarget),
  };
}

/** Lines by one of their words: mostly one, which then needs no list. */
type Lines = Map<string, string | string[]>;

function addLine(lines: Lines, word: string, line: string): void {
  const others = lines.get(word);
  if (others === undefined) lines.set(word, line);
  else if (typeof others === "string") lines.set(word, [others, line]);
  else others.push(line);
}

type LookUps = Pick<Ledger, "exact" | "settled" | "related" | "facts">;

/** Marks of a fact that leaves nothing open: how many messages, by which rules, other values, whose, tags of cells. */
const NOTHING_OPEN = /^=(\d+)(?:,#([\w-]+))?(?:,&\d+)?(?:,\*[\da-z.]+)?(?:,\+[\w-]+)*$/u;

function lookUps(byTarget: Lines): LookUps {
  let all: readonly Fact[] | undefined;
  let byPath: Lines | undefined;
  return {
    facts() {
      all ??= factsOf([...byTarget.values()].flat());
      return all;
    },
    exact(locale, source, target) {
      const lines = linesOf(byTarget, target);
      return lines.length === 0 ? [] : factsOf(lines.filter(namesAll(locale, source, target)));
    },
    settled(locale, source, target, rules) {
      const lines = linesOf(byTarget, target);
      if (lines.length === 0) return undefined;
      for (const line of lines.filter(namesAll(locale, source, target))) {
        const total = settledBy(marksOf(line), rules);
        if (total !== undefined) return total;
      }
      return undefined;
    },
    related(path, locale, target) {
      byPath ??= indexPaths(byTarget);
      const only = byTarget.get(target);
      // Of a target that is where it was, the one line is found both ways.
      const isOne = typeof only === "string" && byPath.get(path) === only;
      const lines = isOne
        ? [only]
        : new Set([...linesOf(byTarget, target), ...linesOf(byPath, path)]);
      return factsOf(lines).filter((fact) => fact.locale === locale);
    },
  };
}

function linesOf(lines: Lines, word: string): readonly string[] {
  const found = lines.get(word);
  return typeof found === "string" ? [found] : (found ?? []);
}

/** Whether a line's words behind its path are these. */
function namesAll(...words: readonly string[]): (line: string) => boolean {
  const content = ` ${words.join(" ")} `;
  return (line) => line.startsWith(content, line.indexOf(" "));
}

function factsOf(lines: Iterable<string>): readonly Fact[] {
  const facts: Fact[] = [];
  for (const line of lines) {
    const fact = parseFact(line);
    if (fact !== undefined) facts.push(fact);
  }
  return facts;
}

/** What a fact with these marks vouches for; see {@link Ledger.settled}. */
export function settledBy(marks: string, rules: string): number | undefined {
  const found = NOTHING_OPEN.exec(marks);
  return found !== null && (found[2] ?? "") === rules ? Number(found[1]) : undefined;
}

function marksOf(line: string): string {
  return line.slice(line.lastIndexOf(" ") + 1);
}

function indexPaths(byTarget: Lines): Lines {
  const byPath: Lines = new Map();
  for (const line of [...byTarget.values()].flat()) {
    const word = line.slice(0, line.indexOf(" "));
    addLine(byPath, decodeWord(word) ?? word, line);
  }
  return byPath;
}

/** The latest attempt of a group is the one in flight. */
function addPending(pending: Map<string, PendingGroup>, line: string): boolean {
  const group = parsePending(line);
  if (group === undefined) return false;
  const known = pending.get(group.contentKey);
  if (known === undefined || known.attempt < group.attempt) pending.set(group.contentKey, group);
  return true;
}

function addRefused(refused: RefusedMessage[], line: string): boolean {
  const message = parseRefused(line);
  if (message === undefined) return false;
  refused.push(message);
  return true;
}
