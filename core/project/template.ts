import { UsageError } from "../model/errors.ts";
import { type InFolder, type Match, folderMatcher, pathMatcher } from "./match-path.ts";
import { literalName, parseTemplate, type Hole, type Segment } from "./parse-template.ts";

export type { FolderMatch, InFolder, Match } from "./match-path.ts";

/**
 * A path with holes, such as `src/locales/{locale}/{namespace}.json`.
 *
 * - `{locale}`: a locale as spelled on disk. More than one must agree.
 * - `{namespace}`: part of a file's or folder's name. At the end of the path, with nothing but an
 *   extension behind it, it may span folders: `{namespace}.json` reads `shop/cart.json`.
 * - `*`: any part of one name; `**`: any number of folders.
 * - `\{`, `\}`, `\*`: the character itself. All others, `[` included, stand for themselves.
 */
export interface Template {
  /** As written. */
  readonly text: string;
  /** Literal folders before the first hole, from the repository's root; "" when there are none. */
  readonly base: string;
  /** The literal text of the file's name, without its extension: `avo` of `avo.{locale}.yml`. */
  readonly stem: string;
  /** With its dot: `.json`. */
  readonly extension: string;
  /** For `git ls-files`: from the repository's root, whatever the current folder. */
  readonly pathspec: string;
  /** The same for the files of one locale, as spelled on disk. */
  pathspecFor(spelling: string): string;
  /**
   * The folder that holds all its files, or all of one locale, and hardly anything else. Undefined
   * where a part other than the locale comes first, and where the locale stands in a file's name.
   */
  folderOf(spelling?: string): string | undefined;
  /** Reads a path relative to the repository's root, of at most 100 folders. Linear in the path. */
  match(path: string): Match | undefined;
  /** The same of all files of a folder, which ends in a slash. */
  inFolder(folder: string): InFolder;
  /** The inverse of `match`: the path for the given parts, perhaps for another locale. */
  pathFor(parts: Match, spelling?: string): string;
}

/**
 * Compiles a template that is relative to `folder` (relative to the repository's root, "" for the
 * root itself). Throws UsageError when it has no `{locale}`, is ambiguous or leaves its folder.
 */
export function compileTemplate(text: string, folder = ""): Template {
  const inner = parseTemplate(text, (reason) => {
    throw new UsageError(`the path template ${JSON.stringify(text)} ${reason}`);
  });
  const segments = [...(folder === "" ? [] : folder.split("/").map(literalName)), ...inner];
  const last = segments.at(-1)?.kind === "name" ? literalsOf(segments.at(-1)) : "";
  const dot = last.lastIndexOf(".");
  return {
    text,
    base: baseOf(segments),
    stem: trimSeparators(dot < 0 ? last : last.slice(0, dot)),
    extension: dot < 0 ? "" : last.slice(dot),
    pathspec: pathspecOf(segments),
    pathspecFor: (spelling) => pathspecOf(segments, spelling),
    folderOf: (spelling) => folderOf(segments, spelling),
    match: pathMatcher(segments),
    inFolder: folderMatcher(segments),
    pathFor: (parts, spelling = parts.spelling) => fill(segments, parts, spelling),
  };
}

/** Why a text is no template; undefined where it is one. */
export function templateFault(text: string): string | undefined {
  try {
    compileTemplate(text);
    return undefined;
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function literalsOf(segment: Segment | undefined): string {
  return segment?.kind === "name" ? segment.literals.join("") : "";
}

function trimSeparators(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && "._-".includes(text[start] as string)) start++;
  while (end > start && "._-".includes(text[end - 1] as string)) end--;
  return text.slice(start, end);
}

function baseOf(segments: readonly Segment[]): string {
  const end = segments.findIndex((s) => s.kind === "span" || s.holes.length > 0);
  return segments.slice(0, end).map(literalsOf).join("/");
}

function pathspecOf(segments: readonly Segment[], spelling?: string): string {
  return `:(top,glob)${segments.map((segment) => globOf(segment, spelling)).join("/")}`;
}

function globOf(segment: Segment, spelling: string | undefined): string {
  if (segment.kind === "span") return "**";
  const { literals, holes } = segment;
  const fillingOf = (hole: Hole | undefined) =>
    hole === "locale" && spelling !== undefined ? literally(spelling) : "*";
  return literals
    .map((text, at) => (at === 0 ? "" : fillingOf(holes[at - 1])) + literally(text))
    .join("");
}

function folderOf(segments: readonly Segment[], spelling: string | undefined): string | undefined {
  const at = segments.findIndex((s) => s.kind === "span" || s.holes.length > 0);
  const first = segments[at];
  if (first?.kind !== "name" || at === segments.length - 1) return undefined;
  if (first.holes.some((hole) => hole !== "locale")) return undefined;
  const base = baseOf(segments);
  if (spelling === undefined) return base || undefined;
  return [...(base === "" ? [] : [base]), first.literals.join(spelling)].join("/");
}

function literally(text: string): string {
  return text.replaceAll(/[*?[\]\\]/gu, "\\$&");
}

function fill(segments: readonly Segment[], parts: Match, spelling: string): string {
  const captures = parts.captures.values();
  function textOf(hole: Hole): string {
    if (hole === "locale") return spelling;
    if (hole === "namespace") return parts.namespace ?? "";
    return captures.next().value ?? "";
  }
  const names: string[] = [];
  for (const segment of segments) {
    if (segment.kind === "name") {
      const { literals, holes } = segment;
      names.push(
        literals
          .map((text, i) => text + (i < holes.length ? textOf(holes[i] as Hole) : ""))
          .join(""),
      );
    } else if (segment.of === "star") {
      const folders = textOf("star");
      if (folders !== "") names.push(folders);
    }
  }
  return names.join("/");
}
