import { UsageError } from "../model/errors.ts";
import { canonicalLocale, looksLikeLocale } from "../model/locale.ts";
import type { Config, Family } from "./config.ts";
import type { Match } from "./template.ts";

/** The files of one family and namespace, one a locale. */
export interface Row {
  readonly family: Family;
  /** Of any of its files. */
  readonly match: Match;
  /** By canonical locale. */
  readonly files: ReadonlyMap<string, { readonly path: string; readonly spelling: string }>;
}

/** For each family how its locales are spelled where they were seen first. */
export type Spellings = ReadonlyMap<Family, ReadonlyMap<string, string>>;

export interface IgnoredFile {
  readonly path: string;
  readonly family: Family;
  readonly reason:
    /** What stands in place of `{locale}` is none: `percentages.json`. */
    | "not-a-locale"
    /** Another file is nearer to the canonical spelling: `pt_BR.json` beside `pt-BR.json`. */
    | "same-locale"
    /** `targetLocales` does not list it. */
    | "not-a-target";
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly spellings: Spellings;
  readonly ignored: readonly IgnoredFile[];
}

/** A row while it is filled. */
type OpenRow = Row & { readonly files: Map<string, { path: string; spelling: string }> };

/** Hands each path to the family that claims it. Throws UsageError when two claim it. */
export function claimRows(config: Config, paths: readonly string[]): Rows {
  const { families } = config;
  const localeOf = localeReader(config);
  const ignored: IgnoredFile[] = [];
  const rows: OpenRow[] = [];
  const rowsByName = new Map(families.map((family) => [family, new Map<string, OpenRow>()]));
  const spellings = new Map(families.map((family) => [family, new Map<string, string>()]));

  for (const path of paths) {
    const claim = claimOf(families, path, localeOf);
    if (claim === undefined) continue;
    const { family, match, locale } = claim;
    if (locale === undefined) {
      ignored.push({ path, family, reason: "not-a-locale" });
      continue;
    }
    const named = rowsByName.get(family) as Map<string, OpenRow>;
    const name = nameOf(match);
    let row = named.get(name);
    if (row === undefined) {
      row = { family, match, files: new Map() };
      rows.push(row);
      named.set(name, row);
    }
    const { spelling } = match;
    const known = spellings.get(family) as Map<string, string>;
    if (!known.has(locale)) known.set(locale, spelling);
    const other = row.files.get(locale);
    const isNearer = other === undefined || spelling === locale;
    if (isNearer) row.files.set(locale, { path, spelling });
    if (other !== undefined) {
      ignored.push({ path: isNearer ? other.path : path, family, reason: "same-locale" });
    }
  }
  return { rows, spellings, ignored };
}

/** What tells a row from the others of its family. */
export function nameOf({ namespace = "", captures }: Match): string {
  return captures.length === 0 ? namespace : [namespace, ...captures].join("\0");
}

interface Claim {
  readonly family: Family;
  readonly match: Match;
  /** Undefined: what stands there is none. */
  readonly locale: string | undefined;
}

export type LocaleReader = (spelling: string) => string | undefined;

/** The family that claims a path. A claim without a locale yields to one that has it. */
export function claimOf(
  families: readonly Family[],
  path: string,
  localeOf: LocaleReader,
): Claim | undefined {
  let claim: Claim | undefined;
  for (const family of families) {
    const match = family.template.match(path);
    if (match === undefined) continue;
    const locale = localeOf(match.spelling);
    if (claim?.locale !== undefined && locale !== undefined) {
      throw new UsageError(
        `two path templates claim ${path}: "${claim.family.template.text}" and "${family.template.text}"`,
        "Narrow one of them, so that each locale file belongs to one entry of `files`.",
      );
    }
    if (claim?.locale === undefined) claim = { family, match, locale };
  }
  return claim;
}

/** Reads spellings; a locale that CLDR cannot name is one where the configuration lists it. */
export function localeReader({ sourceLocale, targetLocales = [] }: Config): LocaleReader {
  const listed = [sourceLocale, ...targetLocales];
  const answers = new Map<string, string | undefined>();
  return (spelling) => {
    const known = answers.get(spelling);
    if (known !== undefined) return known;
    const locale = canonicalLocale(spelling);
    const isOne = locale !== undefined && (listed.includes(locale) || looksLikeLocale(spelling));
    answers.set(spelling, isOne ? locale : undefined);
    return isOne ? locale : undefined;
  };
}
