import { fingerprint } from "../../core/report/baseline.ts";
import type { Finding } from "../../core/model/finding.ts";
import type { Group } from "../../core/report/groups.ts";

/** What was told at the last check, so that the next one tells only what is new. */
export interface Told {
  /** Remembers `groups` in place of those before. */
  compare(groups: readonly Group[]): Comparison;
}

export interface Comparison {
  /** Those with a finding that did not stand before; an edit that moves one makes none. */
  readonly fresh: readonly Group[];
  /** Findings that are gone. */
  readonly fixed: number;
}

/** One more locale at a place makes it new. */
function idsOf(finding: Finding): readonly string[] {
  const { locales = [finding.locale] } = finding;
  return locales.map((locale) => `${locale} ${fingerprint(finding)}`);
}

export function startTold(): Told {
  let before = new Map<string, number>();
  return {
    compare(groups) {
      const left = before;
      before = new Map();
      const fresh = groups.filter(({ findings }) => {
        let isFresh = false;
        for (const id of findings.flatMap(idsOf)) {
          before.set(id, (before.get(id) ?? 0) + 1);
          const known = left.get(id) ?? 0;
          if (known === 0) isFresh = true;
          else left.set(id, known - 1);
        }
        return isFresh;
      });
      return { fresh, fixed: [...left.values()].reduce((sum, count) => sum + count, 0) };
    },
  };
}
