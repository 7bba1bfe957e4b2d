import type { CleanListing } from "../../git/clean-listing.ts";
import { type Ledger, readLedger, settledBy } from "../../ledger/ledger.ts";
import { intactLines } from "../../ledger/segment.ts";
import type { CompleteRows } from "../../project/complete-rows.ts";
import type { Report } from "../../report/report.ts";
import { rulesOf } from "../quality/rules-of.ts";
import { startTally } from "../survey/count.ts";
import { completeListing } from "./complete-listing.ts";
import type { Project } from "./project.ts";
import type { Listed } from "./raw-checkout.ts";
import { nothingOpen } from "./settled.ts";

/**
 * The report of `settledReport`, read from git's text and the ledger's as they stand: a new clone
 * has nothing kept, so this is what CI waits for. Undefined where anything is unusual, which is not
 * yet to say that anything is open.
 */
export function settledListing(
  { config, notes }: Project,
  { listing, segments, hasCode }: Listed,
): Report | undefined {
  if (hasCode || !config.emptyIsMissing) return undefined;
  const [largest, ...others] = segments.toSorted((a, b) => b.text.length - a.text.length);
  const facts = largest && intactLines(largest);
  const complete = facts === undefined ? undefined : completeListing(config, listing);
  if (facts === undefined || complete === undefined) return undefined;
  const { files, rows } = complete;
  const ledger = readLedger(others);
  if (ledger.newer || ledger.damaged > 0) return undefined;
  const rules = rows.families.map((family) => rulesOf(config, family));
  const totals = settledTotals({ ...files, ...rows, rules }, facts, ledger);
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

/** Where both are read on. */
interface Place {
  file: number;
  /** Where the next fact's line begins in the ledger's text. */
  fact: number;
}

/**
 * By locale: of how many messages facts vouch for the translations; undefined where of any target
 * none does. Facts stand in the order of their paths, as files do, so that a file's fact is the
 * next one nearly always, and most targets of a source have the same marks.
 */
function settledTotals(files: Files, facts: string, others: Ledger): readonly number[] | undefined {
  const { lines, toId, toPath, idLength } = files;
  const { rowOf, spellingOf, spellings, locales, sources, rules } = files;
  const size = lines.length;
  const localeOf = Int32Array.from(spellings, ({ locale }) => locale);
  const words = locales.map((locale) => ` ${locale} `);
  const sourceIds = sources.map((file) => idOf(file));
  const totals = locales.map(() => 0);
  const place: Place = { file: 0, fact: 0 };
  let marks = NO_MARKS;
  let marksRules = "";
  let total = 0;

  function idOf(file: number): string {
    return (lines[file] as string).slice(toId, toId + idLength);
  }

  /** Goes on as long as the next fact is the next file's and has these marks. */
  function walk(): void {
    let { file, fact } = place;
    for (; file < size; file++) {
      const row = rowOf[file] as number;
      if (row < 0) continue;
      const locale = localeOf[spellingOf[file] as number] as number;
      if (locale === 0) continue;
      const line = lines[file] as string;
      const word = words[locale] as string;
      const localeAt = fact + line.length - toPath;
      const sourceAt = localeAt + word.length;
      const targetAt = sourceAt + idLength + 1;
      if (
        !facts.startsWith(line.slice(toId, toId + idLength), targetAt) ||
        !facts.startsWith(sourceIds[row] as string, sourceAt) ||
        !facts.startsWith(word, localeAt) ||
        !facts.startsWith(marks, targetAt + idLength + 1) ||
        rules[row] !== marksRules
      ) {
        break;
      }
      totals[locale] = (totals[locale] as number) + total;
      fact = facts.indexOf("\n", targetAt) + 1;
    }
    place.file = file;
    place.fact = fact;
  }

  for (walk(); place.file < size; walk()) {
    const { file } = place;
    const row = rowOf[file] as number;
    const locale = localeOf[spellingOf[file] as number] as number;
    const [id, source, ofRow] = [locales[locale], sourceIds[row], rules[row]] as [
      string,
      string,
      string,
    ];
    const path = (lines[file] as string).slice(toPath);
    const target = idOf(file);
    const fact = factFrom(facts, place.fact, path);
    const marksAt = fact + path.length + id.length + 2 * idLength + 4;
    const isFact = facts.startsWith(` ${id} ${source} ${target} `, fact + path.length);
    const own = isFact ? facts.slice(marksAt, facts.indexOf(" ", marksAt) + 1) : "";
    const found = isFact
      ? settledBy(own.trimEnd(), ofRow)
      : others.settled(id, source, target, ofRow);
    if (found === undefined) return undefined;
    totals[locale] = (totals[locale] as number) + found;
    if (isFact) [marks, marksRules, total] = [own, ofRow, found];
    place.fact = isFact ? facts.indexOf("\n", marksAt) + 1 : fact;
    place.file = file + 1;
  }
  return totals;
}

/** Begins none. */
const NO_MARKS = " ";

/** The first fact from `start` on that is of this path or of one behind it. */
function factFrom(facts: string, start: number, path: string): number {
  let at = start;
  while (at < facts.length && facts.slice(at, facts.indexOf(" ", at)) < path) {
    at = facts.indexOf("\n", at) + 1;
  }
  return at;
}
