import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "./report.ts";

/**
 * What one target is told that others are told, too. A source that changed gives tens of thousands
 * of findings that differ in their target alone: each is made when somebody asks for it.
 */
export interface Retold {
  /** Those of the first target: the same list for all of them. */
  readonly first: readonly Finding[];
  readonly locale: string;
  /** Those of this target, in the order of `first`. */
  findings(): readonly Finding[];
}

/** A report's findings in its order, one by one or a target at a time. */
export type Part = Finding | Retold;

export function isRetold(part: Part): part is Retold {
  return "first" in part;
}

interface Made {
  readonly parts: readonly Part[];
  readonly rest: Omit<Report, "findings">;
}

const known = new WeakMap<Report, Made>();

/** A report whose findings are made when somebody asks for all of them. */
export function reportOf(parts: readonly Part[], rest: Omit<Report, "findings">): Report {
  let all: readonly Finding[] | undefined;
  const report: Report = {
    ...rest,
    get findings() {
      return (all ??= parts.flatMap((part) => (isRetold(part) ? part.findings() : part)));
    },
  };
  known.set(report, { parts, rest });
  return report;
}

/** The same report with more behind it. */
export function withMore(
  report: Report,
  findings: readonly Finding[],
  notes: readonly string[],
): Report {
  const { rest } = known.get(report) ?? { rest: report };
  const all = { ...rest, notes: [...rest.notes, ...notes] };
  return reportOf([...partsOf(report), ...findings], all);
}

/** For who needs counts and groups: no finding is made for it. */
export function partsOf(report: Report): readonly Part[] {
  return known.get(report)?.parts ?? report.findings;
}

export function countOf(parts: readonly Part[], severity: Severity): number {
  let count = 0;
  for (const part of parts) {
    if (isRetold(part)) count += countOf(part.first, severity);
    else if (part.severity === severity) count++;
  }
  return count;
}
