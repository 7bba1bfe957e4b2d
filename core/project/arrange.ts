import { compareText } from "../model/compare-text.ts";
import type { Config, Family } from "./config.ts";
import { namespacesOf } from "./namespaces.ts";
import { claimRows, type IgnoredFile, type Spellings } from "./rows.ts";
import { defaultStyle, spell, styleOf } from "./spelling.ts";

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

export interface Arrangement {
  /** In the order of the paths given. */
  readonly sources: readonly SourceFile[];
  /** Target files whose source file does not exist. */
  readonly withoutSource: readonly LocaleFile[];
  readonly ignored: readonly IgnoredFile[];
}

/**
 * Tells for each family which files are sources and which their targets. `paths` are all files that
 * exist, relative to the repository's root. Throws UsageError when two templates claim one file.
 */
export function arrange(config: Config, paths: readonly string[]): Arrangement {
  const { rows, spellings: found, ...rest } = claimRows(config, paths);
  const ignored: IgnoredFile[] = [...rest.ignored];
  const spellings = spellingsOf(config, found);
  const foundLocales = Array.from(found, ([family, known]) => [family, known.keys()] as const);
  const targetLocales = targetLocalesOf(config, new Map(foundLocales));
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

/** Those listed, or those found in any of the family's files. */
export function targetLocalesOf(
  { sourceLocale, targetLocales }: Config,
  found: ReadonlyMap<Family, Iterable<string>>,
): ReadonlyMap<Family, ReadonlySet<string>> {
  const all = new Map<Family, ReadonlySet<string>>();
  for (const [family, known] of found) {
    const locales = targetLocales ?? [...known].sort(compareText);
    all.set(family, new Set(locales.filter((locale) => locale !== sourceLocale)));
  }
  return all;
}

/** With the listed locales that have no file yet, spelled in the style of those that have one. */
function spellingsOf({ targetLocales }: Config, found: Spellings): Spellings {
  if (targetLocales === undefined) return found;
  const anyStyle = styleOf([...found.values()].flatMap((known) => [...known.values()]));
  const all = new Map<Family, ReadonlyMap<string, string>>();
  for (const [family, known] of found) {
    const style = styleOf(known.values()) ?? anyStyle ?? defaultStyle(family.template.extension);
    const listed = targetLocales.map((locale) => [locale, spell(locale, style)] as const);
    all.set(family, new Map([...listed, ...known]));
  }
  return all;
}
