import { UsageError } from "../model/errors.ts";
import { compareText } from "../model/job-group.ts";
import { canonicalLocale, looksLikeLocale } from "../model/locale.ts";
import type { Config, Family } from "./config.ts";
import { namespacesOf } from "./namespaces.ts";
import { defaultStyle, spell, styleOf } from "./spelling.ts";
import type { Match } from "./template.ts";

/** A file of one family, namespace and locale. */
export interface LocaleFile {
  /** Relative to the repository's root, with forward slashes. */
  readonly path: string;
  readonly family: Family;
  /** The canonical id. */
  readonly locale: string;
  /** The locale as it stands in the path. */
  readonly spelling: string;
  /** Unique among the source files; "" where the path names none. See `namespaces.ts`. */
  readonly namespace: string;
}

export interface TargetFile extends LocaleFile {
  /** Whether the path was among those given; otherwise it is where to create the file. */
  readonly exists: boolean;
}

export interface SourceFile extends LocaleFile {
  /** One for each target locale of the family, sorted by locale or as configured. */
  readonly targets: readonly TargetFile[];
}

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

export interface Arrangement {
  /** In the order of the paths given. */
  readonly sources: readonly SourceFile[];
  /** Target files whose source file does not exist. */
  readonly withoutSource: readonly LocaleFile[];
  readonly ignored: readonly IgnoredFile[];
}

/** The files of one family and namespace, one a locale. */
interface Row {
  readonly family: Family;
  readonly match: Match;
  readonly files: Map<string, { readonly path: string; readonly spelling: string }>;
}

/**
 * Tells for each family which files are sources and which their targets. `paths` are all files that
 * exist, relative to the repository's root. Throws UsageError when two templates claim one file.
 */
export function arrange(config: Config, paths: readonly string[]): Arrangement {
  const ignored: IgnoredFile[] = [];
  const rows = rowsOf(config, paths, ignored);
  const spellings = spellingsOf(config, rows);
  const targetLocales = targetLocalesOf(config, spellings);
  const namespaces = namespacesOf(rows.filter((row) => row.files.has(config.sourceLocale)));
  const sources: SourceFile[] = [];
  const withoutSource: LocaleFile[] = [];

  for (const row of rows) {
    const { family, match, files } = row;
    const locales = targetLocales.get(family) as ReadonlySet<string>;
    const source = files.get(config.sourceLocale);
    const namespace = namespaces.get(row) ?? match.namespace ?? "";
    for (const [locale, { path, spelling }] of files) {
      if (locale === config.sourceLocale) continue;
      if (!locales.has(locale)) ignored.push({ path, family, reason: "not-a-target" });
      else if (!source) withoutSource.push({ path, family, locale, spelling, namespace });
    }
    if (source === undefined) continue;
    const targets = Array.from(locales, (locale): TargetFile => {
      const file = files.get(locale);
      const spelling = file?.spelling ?? (spellings.get(family)?.get(locale) as string);
      const path = file?.path ?? family.template.pathFor(match, spelling);
      return { path, family, locale, spelling, namespace, exists: file !== undefined };
    });
    const { path, spelling } = source;
    sources.push({ path, family, locale: config.sourceLocale, spelling, namespace, targets });
  }
  return { sources, withoutSource, ignored };
}

type Spellings = ReadonlyMap<Family, ReadonlyMap<string, string>>;

/** Those listed, or those found in any of the family's files. */
function targetLocalesOf(
  { sourceLocale, targetLocales }: Config,
  spellings: Spellings,
): ReadonlyMap<Family, ReadonlySet<string>> {
  const all = new Map<Family, ReadonlySet<string>>();
  for (const [family, known] of spellings) {
    const locales = targetLocales ?? [...known.keys()].sort(compareText);
    all.set(family, new Set(locales.filter((locale) => locale !== sourceLocale)));
  }
  return all;
}

/** For each family the spelling of its locales: as elsewhere in it, else in the siblings' style. */
function spellingsOf({ targetLocales, families }: Config, rows: readonly Row[]): Spellings {
  const all = new Map<Family, Map<string, string>>(families.map((family) => [family, new Map()]));
  for (const { family, files } of rows) {
    const known = all.get(family) as Map<string, string>;
    for (const [locale, { spelling }] of files) if (!known.has(locale)) known.set(locale, spelling);
  }
  const anyStyle = styleOf([...all.values()].flatMap((known) => [...known.values()]));
  for (const [family, known] of all) {
    const style = styleOf(known.values()) ?? anyStyle ?? defaultStyle(family.template.extension);
    for (const locale of targetLocales ?? []) {
      if (!known.has(locale)) known.set(locale, spell(locale, style));
    }
  }
  return all;
}

function rowsOf(config: Config, paths: readonly string[], ignored: IgnoredFile[]): readonly Row[] {
  const listed = new Set([config.sourceLocale, ...(config.targetLocales ?? [])]);
  const rows: Row[] = [];
  const byName = config.families.map(() => new Map<string, Row>());
  for (const path of paths) {
    const claim = claimOf(config.families, path, listed);
    if (claim === undefined) continue;
    const { index, match } = claim;
    const family = config.families[index] as Family;
    if (claim.locale === undefined) {
      ignored.push({ path, family, reason: "not-a-locale" });
      continue;
    }
    const { captures, namespace = "" } = match;
    const name = captures.length === 0 ? namespace : [namespace, ...captures].join("\0");
    let row = byName[index]?.get(name);
    if (row === undefined) {
      row = { family, match, files: new Map() };
      rows.push(row);
      byName[index]?.set(name, row);
    }
    const other = row.files.get(claim.locale);
    const isNearer = other === undefined || match.spelling === claim.locale;
    if (isNearer) row.files.set(claim.locale, { path, spelling: match.spelling });
    if (other !== undefined) {
      ignored.push({ path: isNearer ? other.path : path, family, reason: "same-locale" });
    }
  }
  return rows;
}

interface Claim {
  readonly index: number;
  readonly match: Match;
  /** Undefined: what stands there is none. */
  readonly locale: string | undefined;
}

/** The family that claims a path. A claim without a locale yields to one that has it. */
function claimOf(
  families: readonly Family[],
  path: string,
  listed: ReadonlySet<string>,
): Claim | undefined {
  let claim: Claim | undefined;
  for (let index = 0; index < families.length; index++) {
    const { template } = families[index] as Family;
    const match = template.match(path);
    if (match === undefined) continue;
    const locale = localeOf(match.spelling, listed);
    if (claim?.locale !== undefined && locale !== undefined) {
      const other = families[claim.index]?.template.text;
      throw new UsageError(
        `two path templates claim ${path}: "${other}" and "${template.text}"`,
        "Narrow one of them, so that each locale file belongs to one entry of `files`.",
      );
    }
    if (claim?.locale === undefined) claim = { index, match, locale };
  }
  return claim;
}

/** A locale that CLDR cannot name is one where the configuration lists it. */
function localeOf(spelling: string, listed: ReadonlySet<string>): string | undefined {
  const locale = canonicalLocale(spelling);
  if (locale === undefined) return undefined;
  return listed.has(locale) || looksLikeLocale(spelling) ? locale : undefined;
}
