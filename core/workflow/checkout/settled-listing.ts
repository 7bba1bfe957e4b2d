import type { CleanListing } from "../../git/clean-listing.ts";
import { type Ledger, readLedger, settledBy } from "../../ledger/ledger.ts";
import { intactLines } from "../../ledger/segment.ts";
import type { Spelling } from "../../project/claim-by-folder.ts";
import type { CompleteRows } from "../../project/complete-rows.ts";
import type { Report } from "../../report/report.ts";
import { rulesOf } from "../quality/rules-of.ts";
import { startTally } from "../survey/count.ts";
import { completeListing } from "./complete-listing.ts";
import type { Project } from "./project.ts";
import type { RawCheckout } from "./raw-checkout.ts";
import { nothingOpen } from "./settled.ts";

/**
 * The report of `settledReport`, read from git's text and the ledger's as they stand: a new clone
 * has nothing kept, so this is what CI waits for. Undefined where anything is unusual, which is not
 * yet to say that anything is open.
 */
export function settledListing(
  { config, notes }: Project,
  { listing, segments, hasCode }: RawCheckout,
): Report | undefined {
  if (hasCode || !config.emptyIsMissing) return undefined;
  const [largest, ...others] = segments.toSorted((a, b) => b.text.length - a.text.length);
  const lines = largest && intactLines(largest);
  const complete = lines === undefined ? undefined : completeListing(config, listing);
  if (lines === undefined || complete === undefined) return undefined;
  const { files, rows } = complete;
  const ledger = readLedger(others);
  if (ledger.newer || ledger.damaged > 0) return undefined;
  const rules = rows.families.map((family) => rulesOf(config, family));
  const totals = settledTotals({ ...files, ...rows, rules }, lines, ledger);
  if (totals === undefined) return undefined;
  const tally = startTally();
  for (const [at, locale] of rows.locales.entries()) {
    if (at > 0) tally.addSettled(locale, totals[at] as number);
  }
  return nothingOpen(config, tally, notes);
}

interface Files extends CleanListing, CompleteRows {
  /** By row. */
  readonly rules: readonly string[];
}

/**
 * By locale: of how many messages facts vouch for the translations; undefined where of any target
 * none does. `lines` stand in the order of their paths, as files do, so that a file's fact is the
 * next line nearly always, and nothing is made of either but what is compared.
 */
function settledTotals(files: Files, lines: string, others: Ledger): readonly number[] | undefined {
  const { text, size, ends, toId, toPath, idLength } = files;
  const { rowOf, spellingOf, spellings, locales, sources, rules } = files;
  const words = locales.map((locale) => ` ${locale} `);
  const sourceIds = sources.map((file) => {
    const at = file === 0 ? 0 : (ends[file - 1] as number) + 1;
    return text.slice(at + toId, at + toId + idLength);
  });
  const totals = locales.map(() => 0);
  let line = 0;
  let marks = "";
  let marksRules = "";
  let total: number | undefined;
  for (let file = 0, at = 0; file < size; at = (ends[file++] as number) + 1) {
    const row = rowOf[file] as number;
    if (row < 0) continue;
    const { locale } = spellings[spellingOf[file] as number] as Spelling;
    if (locale === 0) continue;
    const word = words[locale] as string;
    const source = sourceIds[row] as string;
    const target = text.slice(at + toId, at + toId + idLength);
    const length = (ends[file] as number) - at - toPath;
    let isNamed = isFact(lines, line + length, word, source, target);
    if (!isNamed) {
      line = lineOf(lines, line, text.slice(at + toPath, ends[file]));
      isNamed = isFact(lines, line + length, word, source, target);
    }
    if (isNamed) {
      const marksAt = line + length + word.length + 2 * idLength + 2;
      // Most targets of a source have the same marks.
      if (marksRules !== rules[row] || marks === "" || !lines.startsWith(marks, marksAt)) {
        marks = lines.slice(marksAt, lines.indexOf(" ", marksAt) + 1);
        marksRules = rules[row] as string;
        total = settledBy(marks.slice(0, -1), marksRules);
      }
      line = lines.indexOf("\n", marksAt) + 1;
    } else {
      total = others.settled(locales[locale] as string, source, target, rules[row] as string);
      marks = "";
    }
    if (total === undefined) return undefined;
    totals[locale] = (totals[locale] as number) + total;
  }
  return totals;
}

/** Whether a line goes on like this behind its path. */
function isFact(lines: string, at: number, word: string, source: string, target: string): boolean {
  const sourceAt = at + word.length;
  const targetAt = sourceAt + source.length + 1;
  return (
    lines.startsWith(target, targetAt) &&
    lines.startsWith(source, sourceAt) &&
    lines.startsWith(word, at)
  );
}

/** The first line from `line` on that is of this path or of one behind it. */
function lineOf(lines: string, line: number, path: string): number {
  let at = line;
  while (at < lines.length && lines.slice(at, lines.indexOf(" ", at)) < path) {
    at = lines.indexOf("\n", at) + 1;
  }
  return at;
}
