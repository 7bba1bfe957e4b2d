import type { CleanListing } from "../git/clean-listing.ts";
import {
  type FolderClaims,
  type LocaleFolder,
  NOBODY,
  type Spelling,
  openClaims,
} from "./claim-by-folder.ts";
import type { Config, Family } from "./config.ts";

export { NOBODY } from "./claim-by-folder.ts";

/** Locale files, where every source file has one of each target locale and nothing is amiss. */
export interface CompleteRows {
  /** By file of the listing: its row, which is one source and its targets; -1 for no locale file. */
  readonly rowOf: Int32Array;
  /** By file of the listing: which of `spellings` it has; 0 for no locale file. */
  readonly spellingOf: Int32Array;
  readonly spellings: readonly Spelling[];
  /** Canonical ids, the source's first. */
  readonly locales: readonly string[];
  /** By row. */
  readonly families: readonly Family[];
  /** By row: the source's file. */
  readonly sources: readonly number[];
  /** Those of a family's files. */
  readonly localesOf: ReadonlyMap<Family, readonly string[]>;
}

/**
 * What `arrange` would come to, without an object a file; undefined where it is for `arrange` to
 * say what is missing, doubled or no locale. Files of a locale follow each other in a listing, with
 * the names that those of the locale before have: of most only the name is compared.
 *
 * Loops over all files stand in functions of their own and do little: it runs once, and one that V8
 * takes the time to optimise costs more than it does itself.
 */
export function completeRows(config: Config, listing: CleanListing): CompleteRows | undefined {
  const { lines, toPath } = listing;
  const claims = openClaims(config);
  const { spellings, locales, families } = claims;
  const rowOf = new Int32Array(lines.length);
  const spellingOf = new Int32Array(lines.length);
  const sources: number[] = [];
  for (let file = 0, end = 0; file < lines.length; file = end) {
    const claim = claims.claim((lines[file] as string).slice(toPath));
    if (claim === undefined) return undefined;
    const { row, spelling, folder, next } = claim;
    end = file + 1 + alike(listing, file + 1, folder, next);
    rowOf[file] = row;
    rowOf.set(folder.rows.slice(next, next + end - file - 1), file + 1);
    spellingOf.fill(spelling, file, end);
    if (spellings[spelling]?.locale !== 0) continue;
    for (let source = file; source < end; source++) {
      const ofSource = rowOf[source] as number;
      if (ofSource !== NOBODY) sources[ofSource] = source;
    }
  }
  if (!isComplete(config, claims, sizesOf(rowOf, families.length))) return undefined;
  if (families.some((_, row) => sources[row] === undefined)) return undefined;
  const localesOf = new Map(
    Array.from(claims.localesOf, ([family, places]) => [
      family,
      Array.from(places, (place) => locales[place] as string),
    ]),
  );
  return { rowOf, spellingOf, spellings, locales, families, sources, localesOf };
}

/** How many files from one on have the names that are expected of a folder from `next` on. */
function alike(
  { lines, toPath }: CleanListing,
  from: number,
  { path, names }: LocaleFolder,
  next: number,
): number {
  const toName = toPath + path.length;
  const most = Math.min(names.length - next, lines.length - from);
  for (let at = 0; at < most; at++) {
    const line = lines[from + at] as string;
    if (!line.startsWith(path, toPath) || line.slice(toName) !== names[next + at]) return at;
  }
  return most;
}

/** Of how many files each row is. */
function sizesOf(rowOf: Int32Array, rows: number): Int32Array {
  const sizes = new Int32Array(rows);
  for (let file = 0; file < rowOf.length; file++) {
    const row = rowOf[file] as number;
    if (row !== NOBODY) (sizes[row] as number)++;
  }
  return sizes;
}

/** No row has two files of one locale, so their number tells whether one is missing. */
function isComplete(
  { families, sourceLocale, targetLocales }: Config,
  claims: FolderClaims,
  sizes: Int32Array,
): boolean {
  if (new Set(claims.families).size < families.length) return false;
  const listed = targetLocales && new Set([sourceLocale, ...targetLocales]);
  if (listed !== undefined && !claims.locales.every((locale) => listed.has(locale))) return false;
  return claims.families.every(
    (family, row) => sizes[row] === (listed ?? claims.localesOf.get(family))?.size,
  );
}
