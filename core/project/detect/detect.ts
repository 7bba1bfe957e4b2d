import { UsageError } from "../../model/errors.ts";
import { compareText } from "../../model/job-group.ts";
import { shapesOf, type Shape } from "./shapes.ts";
import { sourceLocaleOf, type SourceReason } from "./source-locale.ts";
import { templatesFor } from "./templates.ts";

/** How a project lays out its locale files. */
export type Layout =
  /** One file a locale and no more: vue-i18n, next-intl, and i18next without namespaces. */
  | "file"
  /** One folder a locale, one file a namespace: i18next, react-i18next, next-i18next. */
  | "folder"
  | "rails"
  | "flutter";

/** One entry of `files` that was found, and why. */
export interface Found {
  readonly template: string;
  readonly layout: Layout;
  /** A source file that it reads. */
  readonly example: string;
  /** Number of files. */
  readonly files: number;
  /** Canonical ids, sorted. */
  readonly locales: readonly string[];
}

export interface Detection {
  readonly sourceLocale: string;
  readonly sourceReason: SourceReason;
  readonly found: readonly Found[];
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
  const primary = shapesOf(ours.filter((path) => !liesIn(LAST, path)));
  const shapes = primary.length > 0 ? primary : shapesOf(ours);
  if (shapes.length === 0) {
    throw new UsageError(
      "found no locale files (JSON, YAML or ARB in a folder such as locales/, i18n/ or config/locales/)",
      "Write a locstep.yaml whose `files` says where they are.",
    );
  }
  const source = sourceLocaleOf(shapes, peer);
  const withSource = shapes.filter(({ files }) => files.has(source.locale));
  const unwanted = paths.filter(
    (path) => liesIn(NEVER, path) || (primary.length > 0 && liesIn(LAST, path)),
  );
  const found = templatesFor(withSource, unwanted).map(({ template, shapes }): Found => {
    const [first] = shapes as [Shape];
    return {
      template,
      layout: layoutOf(first),
      example: first.files.get(source.locale) as string,
      files: shapes.reduce((sum, { files }) => sum + files.size, 0),
      locales: [...new Set(shapes.flatMap((s) => [...s.files.keys()]))].sort(),
    };
  });
  found.sort((a, b) => compareText(a.template, b.template));
  return { sourceLocale: source.locale, sourceReason: source.reason, found };
}

function liesIn(folders: ReadonlySet<string>, path: string): boolean {
  return path.split("/").some((name, i, names) => i < names.length - 1 && folders.has(name));
}

function layoutOf({ anchor, folders, extension }: Shape): Layout {
  if (extension === ".arb") return "flutter";
  if (extension !== ".json" && `/${anchor}`.endsWith("/config/locales")) return "rails";
  return folders.includes("{locale}") ? "folder" : "file";
}
