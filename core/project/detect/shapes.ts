import { canonicalLocale, looksLikeLocale } from "../../model/locale.ts";

/** Files whose paths differ in nothing but the locale. */
export interface Shape {
  /** The folder whose name says that locales are in it: `config/locales`. */
  readonly anchor: string;
  /** Names between the anchor and the file, `{locale}` among them or not. */
  readonly folders: readonly string[];
  /** The file's name before its extension: `{locale}`, `avo.{locale}`, `common`. */
  readonly stem: string;
  readonly extension: string;
  /** Canonical id → a path. */
  readonly files: Map<string, string>;
}

/** Of formats that are read. */
export const EXTENSIONS: readonly string[] = [".json", ".jsonc", ".yml", ".yaml", ".arb"];

/** Folders that hold locales, by the habit of i18next, vue-i18n, next-intl, Rails, Flutter, … */
const ANCHORS = new Set(
  "locales locale _locales i18n l10n lang langs language languages messages translation translations strings nls intl localization dictionaries".split(
    " ",
  ),
);

/** Groups locale files, each in the one of its readings that most locales share. */
export function shapesOf(paths: readonly string[]): readonly Shape[] {
  const shapes = new Map<string, Shape>();
  const readings = new Map<string, readonly Shape[]>();
  for (const path of paths) {
    const found = readingsOf(path).map(({ locale, ...shape }) => {
      const id = templateOf(shape);
      const known = shapes.get(id) ?? { ...shape, files: new Map<string, string>() };
      shapes.set(id, known);
      known.files.set(locale, path);
      return known;
    });
    if (found.length > 0) readings.set(path, found);
  }
  const chosen = new Set<Shape>();
  for (const found of readings.values()) {
    chosen.add(found.reduce((best, shape) => (shape.files.size > best.files.size ? shape : best)));
  }
  return [...chosen];
}

/** The path template of a shape, or of one that a shape was turned into. */
export function templateOf({ anchor, folders, stem, extension }: Omit<Shape, "files">): string {
  return [...(anchor === "" ? [] : [anchor]), ...folders, `${stem}${extension}`].join("/");
}

type Reading = Omit<Shape, "files"> & { readonly locale: string };

function readingsOf(path: string): readonly Reading[] {
  const dot = path.lastIndexOf(".");
  const extension = path.slice(Math.max(dot, 0));
  if (!EXTENSIONS.includes(extension)) return [];
  const names = path.slice(0, dot).split("/");
  const file = names.pop() as string;
  let last = names.findLastIndex((name) => ANCHORS.has(name.toLowerCase()));
  if (last < 0 && extension === ".arb") last = names.length - 1;
  if (last < 0 && extension !== ".arb") return [];

  const anchor = names
    .slice(0, last + 1)
    .map(literal)
    .join("/");
  const below = names.slice(last + 1);
  const readings: Reading[] = [];
  for (const [i, spelling] of below.entries()) {
    const locale = localeOf(spelling);
    if (locale === undefined) continue;
    const folders = below.map((name, j) => (i === j ? "{locale}" : literal(name)));
    const stem = stemFor(file, spelling) ?? literal(file);
    readings.push({ anchor, folders, stem, extension, locale });
  }
  const inName = localeInName(file);
  if (inName !== undefined) {
    const folders = below.map(literal);
    const stem = stemFor(file, inName.spelling) as string;
    readings.push({ anchor, folders, stem, extension, locale: inName.locale });
  }
  return readings;
}

/** The locale is the name, or its end behind a separator: the longest that is one. */
function localeInName(file: string): { spelling: string; locale: string } | undefined {
  for (let at = 0; at < file.length; at++) {
    if (at > 0 && !"._-".includes(file[at - 1] as string)) continue;
    const spelling = file.slice(at);
    const locale = localeOf(spelling);
    if (locale !== undefined) return { spelling, locale };
  }
  return undefined;
}

/** `en` and `app_en` with `{locale}` in place of the locale; undefined when it does not end in it. */
function stemFor(file: string, spelling: string): string | undefined {
  if (!file.endsWith(spelling)) return undefined;
  const before = file.slice(0, file.length - spelling.length);
  if (before !== "" && !/[._-]$/u.test(before)) return undefined;
  return `${literal(before)}{locale}`;
}

function localeOf(spelling: string): string | undefined {
  if (spelling.includes(".") || spelling.length > 35) return undefined;
  return looksLikeLocale(spelling) ? canonicalLocale(spelling) : undefined;
}

function literal(name: string): string {
  return name.replaceAll(/[{}*]/gu, "\\$&");
}
