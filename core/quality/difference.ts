import type { FindingCode } from "../model/finding.ts";
import { type Reading, written } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** Something that both texts must have equally often. */
export interface Countable {
  /** What makes two of them the same. */
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** The violation of two multisets that differ; undefined where they are the same. */
export function compareCounts(
  code: FindingCode,
  from: Reading,
  expected: readonly Countable[],
  to: Reading,
  found: readonly Countable[],
): Violation | undefined {
  if (isSame(expected, found)) return undefined;
  const missing = without(expected, found);
  const extra = without(found, expected);
  const first = extra[0];
  if (missing.length === 0 && first === undefined) return undefined;
  return {
    code,
    reject: true,
    offset: first?.start ?? 0,
    length: first === undefined ? 0 : first.end - first.start,
    detail: {
      expected: missing.map((item) => written(from, item)),
      found: extra.map((item) => written(to, item)),
    },
  };
}

/** The usual case, told without counting. */
function isSame(these: readonly Countable[], those: readonly Countable[]): boolean {
  return these.length === those.length && these.every(({ id }, i) => id === those[i]?.id);
}

/** Those of `these` that are left when each of `those` has taken one like it away. */
function without(these: readonly Countable[], those: readonly Countable[]): readonly Countable[] {
  const spare = new Map<string, number>();
  for (const { id } of those) spare.set(id, (spare.get(id) ?? 0) + 1);
  return these.filter(({ id }) => {
    const left = spare.get(id) ?? 0;
    spare.set(id, left - 1);
    return left <= 0;
  });
}
