import { UsageError } from "../../model/errors.ts";
import { compareText } from "../../model/compare-text.ts";
import { shapesOf } from "./shapes.ts";
import { sourceLocaleOf } from "./source-locale.ts";
import { templatesFor } from "./templates.ts";

/** Where a project's locale files are, as far as their paths tell. */
export interface Detection {
  readonly sourceLocale: string;
  /** Path templates for `files`, sorted. */
  readonly templates: readonly string[];
}

/** Output and other people's code: never ours to translate. */
const NEVER = new Set(["node_modules", "dist", "build", "out", "vendor", "third_party", ".git"]);
/** Made for tests and show: only where nothing else is found. */
const LAST = new Set(
  "test tests __tests__ spec specs e2e fixtures __fixtures__ testdata example examples demo demos".split(
    " ",
  ),
);

/**
 * Finds the layout of a project from the paths of its files (relative to the repository's root,
 * forward slashes). `peer` is the source locale that another tool's configuration names.
 * Throws UsageError when there are no locale files, or when nothing tells which locale is the source.
 */
export function detect(paths: readonly string[], peer?: string): Detection {
  const ours = paths.filter((path) => !liesIn(NEVER, path));
  const primary = shapesOf(ours.filter(isPrimary));
  const shapes = primary.length > 0 ? primary : shapesOf(ours);
  if (shapes.length === 0) {
    throw new UsageError(
      "found no locale files (JSON, YAML or ARB in a folder such as locales/, i18n/ or config/locales/)",
      "Write a locstep.yaml whose `files` says where they are.",
    );
  }
  const sourceLocale = sourceLocaleOf(shapes, peer);
  const withSource = shapes.filter(({ files }) => files.has(sourceLocale));
  const unwanted = paths.filter(
    (path) => liesIn(NEVER, path) || (primary.length > 0 && liesIn(LAST, path)),
  );
  const templates = templatesFor(withSource, unwanted).map(({ template }) => template);
  return { sourceLocale, templates: templates.sort(compareText) };
}

/** Whether a path is the project's own: not built, nobody else's, not made for tests or show. */
export function isPrimary(path: string): boolean {
  return !liesIn(NEVER, path) && !liesIn(LAST, path);
}

function liesIn(folders: ReadonlySet<string>, path: string): boolean {
  return path.split("/").some((name, i, names) => i < names.length - 1 && folders.has(name));
}
