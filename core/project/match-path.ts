import { looksLikeLocale } from "../model/locale.ts";
import type { Hole, Name, Segment } from "./parse-template.ts";

/** What the holes of a template hold in one path. */
export interface Match {
  /** The locale as spelled on disk. It may be none: whoever needs one asks `canonicalLocale`. */
  readonly spelling: string;
  /** With `/` between the folders that it spans; undefined when the template has none. */
  readonly namespace: string | undefined;
  /** What `*` and `**` stand for, in order. */
  readonly captures: readonly string[];
}

/** What is known when a part of the path is read. */
type Reading = Omit<Match, "spelling"> & { readonly spelling: string | undefined };

const NOTHING: Reading = { spelling: undefined, namespace: undefined, captures: [] };

/** No dots, so that `{namespace}.{locale}.yml` reads in one way only. */
const LOCALE = /^[A-Za-z0-9_@+-]{1,35}$/u;

/**
 * A reader of paths. Where a path reads in several ways, the leftmost locale that CLDR can name
 * wins. Folders are read once for all their files when these follow each other, as git lists them:
 * without it 12,750 paths cost five times as much.
 */
export function pathMatcher(segments: readonly Segment[]): (path: string) => Match | undefined {
  const file = segments.at(-1) as Name;
  const folders = segments.slice(0, -1);
  let folder = "";
  let readings = readFolders(folders, []);

  return (path) => {
    const end = path.lastIndexOf("/") + 1;
    if (end !== folder.length || !path.startsWith(folder)) {
      folder = path.slice(0, end);
      readings = readFolders(folders, end === 0 ? [] : folder.slice(0, -1).split("/"));
    }
    const reading = readings[0];
    if (reading === undefined) return undefined;
    if (readings.length > 1) return likeliest(readings.map((r) => readName(file, path, end, r)));
    const match = readName(file, path, end, reading);
    return isMatch(match) ? match : undefined;
  };
}

/** What the files of one folder have in common, where its own names say which locale it holds. */
export interface FolderMatch {
  /** As {@link Match} has it. */
  readonly spelling: string;
  /** In folders for which it is equal, equal names stand for the same namespace and captures. */
  readonly key: string;
  match(name: string): Match | undefined;
}

/** "none": no file there matches. "by-name": which locale a file holds depends on its own name. */
export type InFolder = FolderMatch | "none" | "by-name";

/** Reads folders, each with the slash at its end; "" is the root. */
export function folderMatcher(segments: readonly Segment[]): (folder: string) => InFolder {
  const file = segments.at(-1) as Name;
  const folders = segments.slice(0, -1);
  return (folder) => {
    const names = folder === "" ? [] : folder.slice(0, -1).split("/");
    const [reading, ...others] = readFolders(folders, names);
    if (reading === undefined) return "none";
    const { spelling, namespace, captures } = reading;
    if (others.length > 0 || spelling === undefined || file.holes.includes("locale")) {
      return "by-name";
    }
    return {
      spelling,
      key: JSON.stringify([namespace, captures]),
      match: (name: string) => {
        const match = readName(file, name, 0, reading);
        return isMatch(match) ? match : undefined;
      },
    };
  };
}

/** The first whose locale CLDR can name, else the first. */
function likeliest(readings: readonly (Reading | undefined)[]): Match | undefined {
  const matches = readings.filter(isMatch);
  return matches.find(({ spelling }) => looksLikeLocale(spelling)) ?? matches[0];
}

function isMatch(reading: Reading | undefined): reading is Match {
  return reading?.spelling !== undefined;
}

/** Deeper paths are nobody's locale files; sliding two spans over them would be quadratic. */
const MOST_FOLDERS = 100;

/** All readings, from left to right; with at most two spans they are as many as there are names. */
function readFolders(segments: readonly Segment[], names: readonly string[]): readonly Reading[] {
  const spans = segments.filter((s) => s.kind === "span").length;
  const free = names.length - (segments.length - spans);
  if (names.length > MOST_FOLDERS || free < 0 || (spans === 0 && free > 0)) return [];
  const widths =
    spans < 2 ? [[free]] : Array.from({ length: free + 1 }, (_, first) => [first, free - first]);
  return widths.map((w) => readAcross(segments, names, w)).filter((r) => r !== undefined);
}

/** `widths` are the numbers of folders that the spans take. */
function readAcross(
  segments: readonly Segment[],
  names: readonly string[],
  widths: readonly number[],
): Reading | undefined {
  let reading: Reading | undefined = NOTHING;
  let at = 0;
  let span = 0;
  for (const segment of segments) {
    if (segment.kind === "name") {
      reading = readName(segment, names[at++] as string, 0, reading);
      if (reading === undefined) return undefined;
      continue;
    }
    const width = widths[span++] as number;
    const folders = names.slice(at, at + width).join("/");
    at += width;
    if (segment.of === "star" || folders !== "") reading = bind(segment.of, folders, reading);
  }
  return reading;
}

/** Reads the end of a text, from an offset, by a name. */
function readName(name: Name, text: string, from: number, reading: Reading): Reading | undefined {
  const { literals, holes } = name;
  const before = literals[0] as string;
  const start = from + before.length;
  if (before !== "" && !text.startsWith(before, from)) return undefined;
  const one = holes[0];
  const two = holes[1];
  if (one === undefined) return text.length === start ? reading : undefined;

  const after = literals.at(-1) as string;
  const end = text.length - after.length;
  if (end < start || !text.endsWith(after)) return undefined;
  const middle = text.slice(start, end);
  if (two !== undefined) return readTwo(one, literals[1] as string, two, middle, reading);
  return fits(one, middle, reading) ? bind(one, middle, reading) : undefined;
}

/** `my_app_pt_BR` by `{namespace}_{locale}`: the longest that names a locale, `pt_BR`. */
function readTwo(
  one: Hole,
  between: string,
  two: Hole,
  text: string,
  reading: Reading,
): Reading | undefined {
  let best: Reading | undefined;
  let bestScore = -1;
  for (let at = text.indexOf(between); at >= 0; at = text.indexOf(between, at + 1)) {
    const left = text.slice(0, at);
    const right = text.slice(at + between.length);
    if (!fits(one, left, reading) || !fits(two, right, reading)) continue;
    const score = localeScore(one, left) + localeScore(two, right);
    if (score <= bestScore) continue;
    best = bind(two, right, bind(one, left, reading));
    bestScore = score;
  }
  return best;
}

function localeScore(hole: Hole, text: string): number {
  if (hole !== "locale") return 0;
  return text.length + (looksLikeLocale(text) ? 100 : 0);
}

function fits(hole: Hole, text: string, { spelling }: Reading): boolean {
  if (hole === "star") return true;
  if (hole === "namespace") return text !== "";
  return spelling === undefined ? LOCALE.test(text) : spelling === text;
}

function bind(hole: Hole, text: string, reading: Reading): Reading {
  const { spelling, namespace, captures } = reading;
  if (hole === "locale") return { spelling: text, namespace, captures };
  if (hole === "star") return { spelling, namespace, captures: [...captures, text] };
  const whole = namespace === undefined ? text : `${namespace}/${text}`;
  return { spelling, namespace: whole, captures };
}
