import type { Config } from "../../project/config.ts";
import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import { NOTHING_SUBMITTED, type Report } from "../../report/report.ts";
import { type Tally, startTally } from "../survey/count.ts";
import { rulesOf } from "../quality/rules-of.ts";
import { type Locales, isLookedAt } from "./locales.ts";
import type { Checkout } from "./read-checkout.ts";

/**
 * How many messages a target has, where two blob ids alone tell that it is in step: nothing missing,
 * stale, unconfirmed or broken (law 4 of the ledger).
 */
export function settledTotal(
  { files, ledger, config }: Pick<Checkout, "files" | "ledger" | "config">,
  source: SourceFile,
  target: TargetFile,
): number | undefined {
  const sourceId = files.get(source.path)?.id;
  const targetId = files.get(target.path)?.id;
  // What a fact counts as missing is what has no text.
  if (sourceId === undefined || targetId === undefined || !config.emptyIsMissing) return undefined;
  return ledger.settled(target.locale, sourceId, targetId, rulesOf(config, target.family));
}

/**
 * The report where the ledger says of every target that nothing is open; undefined elsewhere. No
 * locale file is opened, and what could read one is not even loaded: this is what most runs are.
 */
export function settledReport(checkout: Checkout, locales: Locales): Report | undefined {
  const { arrangement, config } = checkout;
  if (arrangement.withoutSource.length > 0) return undefined;
  const tally = startTally();
  for (const source of arrangement.sources) {
    for (const target of source.targets) {
      if (!isLookedAt(target, locales)) continue;
      const total = settledTotal(checkout, source, target);
      if (total === undefined) return undefined;
      tally.addSettled(target.locale, total);
    }
  }
  return nothingOpen(config, tally, checkout.notes);
}

export function nothingOpen(
  { sourceLocale }: Config,
  tally: Tally,
  notes: readonly string[],
): Report {
  return {
    version: 1,
    sourceLocale,
    locales: tally.counts(),
    changes: { added: [], changed: [], removed: [], moved: [] },
    findings: [],
    translations: [],
    submitted: NOTHING_SUBMITTED,
    written: [],
    notes,
  };
}
