import type { PathGroup } from "../../git/shared-log.ts";
import type { LocaleFile } from "../../project/arrange.ts";
import type { Template } from "../../project/template.ts";
import type { Checkout } from "./read-checkout.ts";

/**
 * Locale files whose histories are asked for together: all sources, and all targets. Apart, for a
 * source changes in few commits, and a check mostly asks of sources alone.
 */
export function pathGroups({ arrangement }: Pick<Checkout, "arrangement">): readonly PathGroup[] {
  const { sources } = arrangement;
  const targets = sources.flatMap((source) => source.targets);
  return [
    groupOf(sources, (template, spelling) => ({
      folder: template.folderOf(spelling),
      glob: template.pathspecFor(spelling),
    })),
    groupOf(targets, (template) => ({ folder: template.folderOf(), glob: template.pathspec })),
  ];
}

interface Place {
  readonly folder: string | undefined;
  readonly glob: string;
}

/** Files of which a name each costs git nothing. */
const FEW = 16;
/** Git compares each entry of a tree with each name: beyond this a glob is cheaper. */
const MOST_NAMES = 200;

/** A folder is cheapest: git compares nothing within it. */
function groupOf(
  files: readonly LocaleFile[],
  placeOf: (template: Template, spelling: string) => Place,
): PathGroup {
  const folders = new Set<string>();
  const globs = new Set<string>();
  const names: string[] = [];
  const places = new Map<Template, Map<string, Place>>();
  for (const { path, family, spelling } of files) {
    const { template } = family;
    const bySpelling = places.get(template) ?? new Map<string, Place>();
    places.set(template, bySpelling);
    const place = bySpelling.get(spelling) ?? placeOf(template, spelling);
    bySpelling.set(spelling, place);
    const { folder, glob } = place;
    if (folder !== undefined && files.length > FEW) folders.add(folder);
    else {
      names.push(path);
      globs.add(glob);
    }
  }
  const isNamed = names.length <= MOST_NAMES;
  const literal = [...folders, ...(isNamed ? names : [])].map((name) => `:(top,literal)${name}`);
  return {
    paths: new Set(files.map(({ path }) => path)),
    pathspecs: isNamed ? literal : [...literal, ...globs],
  };
}
