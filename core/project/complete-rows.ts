import type { CleanListing } from "../git/clean-listing.ts";
import {
  type FolderClaims,
  NOBODY,
  NO_FOLDER,
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
 */
export function completeRows(config: Config, listing: CleanListing): CompleteRows | undefined {
  const { text, size, ends, toPath } = listing;
  const claims = openClaims(config);
  const { spellings, locales, families } = claims;
  const rowOf = new Int32Array(size);
  const spellingOf = new Int32Array(size);
  const sources: number[] = [];
  const sizes: number[] = [];
  let folder = NO_FOLDER;
  let next = 0;
  let file = 0;
  let at = 0;

  /** Goes on as long as files have the names that are expected of the folder. */
  function walk(): void {
    const { path, names, rows, spelling } = folder;
    for (; file < size; at = (ends[file++] as number) + 1) {
      const start = at + toPath;
      if (!text.startsWith(path, start)) return;
      if (names[next] !== text.slice(start + path.length, ends[file])) return;
      rowOf[file] = rows[next++] as number;
      spellingOf[file] = spelling;
    }
  }

  for (walk(); file < size; walk()) {
    const claim = claims.claim(text.slice(at + toPath, ends[file]));
    if (claim === undefined) return undefined;
    ({ folder, next } = claim);
    rowOf[file] = claim.row;
    spellingOf[file] = claim.spelling;
    at = (ends[file++] as number) + 1;
  }
  for (let place = 0; place < size; place++) {
    const row = rowOf[place] as number;
    if (row === NOBODY) continue;
    sizes[row] = (sizes[row] ?? 0) + 1;
    if (spellings[spellingOf[place] as number]?.locale === 0) sources[row] = place;
  }
  if (!isComplete(config, claims, sizes)) return undefined;
  if (families.some((_, row) => sources[row] === undefined)) return undefined;
  const localesOf = new Map(
    Array.from(claims.localesOf, ([family, places]) => [
      family,
      Array.from(places, (place) => locales[place] as string),
    ]),
  );
  return { rowOf, spellingOf, spellings, locales, families, sources, localesOf };
}

/** No row has two files of one locale, so their number tells whether one is missing. */
function isComplete(
  { families, sourceLocale, targetLocales }: Config,
  claims: FolderClaims,
  sizes: readonly number[],
): boolean {
  if (new Set(claims.families).size < families.length) return false;
  const listed = targetLocales && new Set([sourceLocale, ...targetLocales]);
  if (listed !== undefined && !claims.locales.every((locale) => listed.has(locale))) return false;
  return claims.families.every(
    (family, row) => sizes[row] === (listed ?? claims.localesOf.get(family))?.size,
  );
}
