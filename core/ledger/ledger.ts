import type { Fact, PendingGroup, RefusedMessage } from "./fact.ts";
import { parseFact, parsePending, parseRefused } from "./line.ts";
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
 * Lines stay text until somebody asks for them: "nothing changed" reads thousands of lines and
 * needs of each only whether it is there. A line's `locale S T` stands together, so it is the key.
 */
export function readLedger(segments: readonly Segment[]): Ledger {
  const byContent: ByContent = new Map();
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
      const start = line.indexOf(" ") + 1;
      const key = line.slice(start, line.lastIndexOf(" "));
      const others = byContent.get(key);
      if (others === undefined) byContent.set(key, line);
      else if (typeof others === "string") byContent.set(key, [others, line]);
      else others.push(line);
    }
  }
  return {
    segments: segments.map((segment) => segment.name),
    damaged,
    newer,
    pending: [...pending.values()],
    refused,
    ...lookUps(byContent),
  };
}

/** Lines by `locale S T`: mostly one, which then needs no list. */
type ByContent = Map<string, string | string[]>;

type LookUps = Pick<Ledger, "exact" | "settled" | "related" | "facts">;

/** Marks of a fact that leaves nothing open: how many messages, by which rules, other values, whose, tags of cells. */
const NOTHING_OPEN = /^=(\d+)(?:,#([\w-]+))?(?:,&\d+)?(?:,\*[\da-z.]+)?(?:,\+[\w-]+)*$/u;

function lookUps(byContent: ByContent): LookUps {
  let all: readonly Fact[] | undefined;
  let related: Map<string, Set<Fact>> | undefined;
  function facts(): readonly Fact[] {
    all ??= [...byContent.values()]
      .flat()
      .map(parseFact)
      .filter((fact) => fact !== undefined);
    return all;
  }
  return {
    facts,
    exact(locale, source, target) {
      const lines = byContent.get(`${locale} ${source} ${target}`) ?? [];
      return [lines]
        .flat()
        .map(parseFact)
        .filter((fact) => fact !== undefined);
    },
    settled(locale, source, target, rules) {
      const found = byContent.get(`${locale} ${source} ${target}`);
      if (typeof found === "string") return settledBy(marksOf(found), rules);
      for (const line of found ?? []) {
        const total = settledBy(marksOf(line), rules);
        if (total !== undefined) return total;
      }
      return undefined;
    },
    related(path, locale, target) {
      related ??= indexRelated(facts());
      const ofPath = related.get(`${locale} path ${path}`) ?? [];
      const ofTarget = related.get(`${locale} blob ${target}`) ?? [];
      return [...new Set([...ofTarget, ...ofPath])];
    },
  };
}

/** What a fact with these marks vouches for; see {@link Ledger.settled}. */
export function settledBy(marks: string, rules: string): number | undefined {
  const found = NOTHING_OPEN.exec(marks);
  return found !== null && (found[2] ?? "") === rules ? Number(found[1]) : undefined;
}

function marksOf(line: string): string {
  return line.slice(line.lastIndexOf(" ") + 1);
}

function indexRelated(facts: readonly Fact[]): Map<string, Set<Fact>> {
  const index = new Map<string, Set<Fact>>();
  for (const fact of facts) {
    for (const key of [`${fact.locale} path ${fact.path}`, `${fact.locale} blob ${fact.target}`]) {
      const found = index.get(key);
      if (found === undefined) index.set(key, new Set([fact]));
      else found.add(fact);
    }
  }
  return index;
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
