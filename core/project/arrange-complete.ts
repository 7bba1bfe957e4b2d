import { type Arrangement, type SourceFile, type TargetFile, targetLocalesOf } from "./arrange.ts";
import type { Spelling } from "./claim-by-folder.ts";
import { type CompleteRows, NOBODY } from "./complete-rows.ts";
import type { Config } from "./config.ts";
import { namespacesOf } from "./namespaces.ts";
import type { Match } from "./template.ts";

/** What `arrange` comes to where all is complete. `paths`: those of the listing, in its order. */
export function arrangeComplete(
  config: Config,
  complete: CompleteRows,
  paths: readonly string[],
): Arrangement {
  const { rowOf, spellingOf, spellings, locales, families, sources: sourceOf } = complete;
  const width = locales.length;
  const fileOf = new Int32Array(families.length * width);
  for (let file = 0; file < rowOf.length; file++) {
    const row = rowOf[file] as number;
    if (row === NOBODY) continue;
    const { locale } = spellings[spellingOf[file] as number] as Spelling;
    fileOf[row * width + locale] = file;
  }
  const rows = families.map((family, row) => {
    const path = paths[sourceOf[row] as number] as string;
    return { family, match: family.template.match(path) as Match, path };
  });
  const namespaces = namespacesOf(rows);
  const targetLocales = targetLocalesOf(config, complete.localesOf);
  const places = new Map(locales.map((locale, place) => [locale, place]));
  const sources = rows.map((row, at): SourceFile => {
    const { family, match, path } = row;
    const namespace = namespaces.get(row) as string;
    const targets: TargetFile[] = [];
    for (const locale of targetLocales.get(family) ?? []) {
      const file = fileOf[at * width + (places.get(locale) as number)] as number;
      const spelling = (spellings[spellingOf[file] as number] as Spelling).text;
      targets.push({
        path: paths[file] as string,
        family,
        locale,
        spelling,
        namespace,
        exists: true,
      });
    }
    const { spelling } = match;
    return { path, family, locale: config.sourceLocale, spelling, namespace, targets };
  });
  return { sources, withoutSource: [], ignored: [] };
}
