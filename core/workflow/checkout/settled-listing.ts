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

/** Where both texts are read on. */
interface Place {
  file: number;
  /** Where the file's line begins in git's text, and where the next fact's does in the ledger's. */
  at: number;
  line: number;
}

/**
 * By locale: of how many messages facts vouch for the translations; undefined where of any target
 * none does. `lines` stand in the order of their paths, as files do, so that a file's fact is the
 * next line nearly always, and most targets of a source have the same marks.
 */
function settledTotals(files: Files, lines: string, others: Ledger): readonly number[] | undefined {
  const { text, size, ends, toId, toPath, idLength } = files;
  const { rowOf, spellingOf, spellings, locales, sources, rules } = files;
  const localeOf = Int32Array.from(spellings, ({ locale }) => locale);
  const words = locales.map((locale) => ` ${locale} `);
  const sourceIds = sources.map((file) => {
    const at = file === 0 ? 0 : (ends[file - 1] as number) + 1;
    return text.slice(at + toId, at + toId + idLength);
  });
  const totals = locales.map(() => 0);
  const place: Place = { file: 0, at: 0, line: 0 };
  let marks = NO_MARKS;
  let marksRules = "";
  let total = 0;

  /** Goes on as long as the next line is the next file's fact and has these marks. */
  function walk(): void {
    let { file, at, line } = place;
    for (; file < size; at = (ends[file++] as number) + 1) {
      const row = rowOf[file] as number;
      if (row < 0) continue;
      const locale = localeOf[spellingOf[file] as number] as number;
      if (locale === 0) continue;
      const word = words[locale] as string;
      const localeAt = line + (ends[file] as number) - at - toPath;
      const sourceAt = localeAt + word.length;
      const targetAt = sourceAt + idLength + 1;
      if (
        !lines.startsWith(text.slice(at + toId, at + toId + idLength), targetAt) ||
        !lines.startsWith(sourceIds[row] as string, sourceAt) ||
        !lines.startsWith(word, localeAt) ||
        !lines.startsWith(marks, targetAt + idLength + 1) ||
        rules[row] !== marksRules
      ) {
        break;
      }
      totals[locale] = (totals[locale] as number) + total;
      line = lines.indexOf("\n", targetAt) + 1;
    }
    place.file = file;
    place.at = at;
    place.line = line;
  }

  for (walk(); place.file < size; walk()) {
    const { file, at } = place;
    const row = rowOf[file] as number;
    const locale = localeOf[spellingOf[file] as number] as number;
    const [id, source, ofRow] = [locales[locale], sourceIds[row], rules[row]] as [
      string,
      string,
      string,
    ];
    const path = text.slice(at + toPath, ends[file]);
    const target = text.slice(at + toId, at + toId + idLength);
    const line = lineOf(lines, place.line, path);
    const marksAt = line + path.length + id.length + 2 * idLength + 4;
    const isFact = lines.startsWith(` ${id} ${source} ${target} `, line + path.length);
    const own = isFact ? lines.slice(marksAt, lines.indexOf(" ", marksAt) + 1) : "";
    const found = isFact
      ? settledBy(own.trimEnd(), ofRow)
      : others.settled(id, source, target, ofRow);
    if (found === undefined) return undefined;
    totals[locale] = (totals[locale] as number) + found;
    if (isFact) [marks, marksRules, total] = [own, ofRow, found];
    place.line = isFact ? lines.indexOf("\n", marksAt) + 1 : line;
    place.at = (ends[file] as number) + 1;
    place.file = file + 1;
  }
  return totals;
}

/** Begins none. */
const NO_MARKS = " ";

/** The first line from `line` on that is of this path or of one behind it. */
function lineOf(lines: string, line: number, path: string): number {
  let at = line;
  while (at < lines.length && lines.slice(at, lines.indexOf(" ", at)) < path) {
    at = lines.indexOf("\n", at) + 1;
  }
  return at;
}
