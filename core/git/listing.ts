import { isAscii } from "node:buffer";

type FileState = "clean" | "modified" | "untracked" | "deleted" | "sparse" | "conflicted";

/** A file that git tracks, or would track if it were added. */
export interface TrackedFile {
  /** Relative to the work tree's root, with forward slashes. Bytes that are no UTF-8 read as U+FFFD. */
  readonly path: string;
  /**
   * Blob id of the content as git would store it now. Undefined when there is none: deleted or
   * unreadable on disk, or a submodule. A file left out by a sparse checkout has its index's id.
   */
  readonly id: string | undefined;
  /** Blob id in the index; undefined for untracked and conflicted files and submodules. */
  readonly indexId: string | undefined;
  /** As git writes it: 0o100644, 0o100755, 0o120000 (symbolic link), 0o160000 (submodule). */
  readonly mode: number;
  readonly state: FileState;
}

export type Draft = { -readonly [Property in keyof TrackedFile]: TrackedFile[Property] };

/** A file whose id the listing does not tell; `name` holds the path's bytes, one a character. */
export interface Unsettled {
  readonly file: Draft;
  readonly name: string;
}

/** `-s` ids, `-v` tags with assume-unchanged, `-c` all, `-m` modified, `-d` deleted, `-o` untracked. */
export const LISTING: readonly string[] = [
  "ls-files",
  "-z",
  "-s",
  "-v",
  "-c",
  "-m",
  "-d",
  "-o",
  "--exclude-standard",
];

export const SUBMODULE = 0o160000;

const MODE_AT = 2;
const ID_AT = 9;

/**
 * Reads what {@link LISTING} prints: `? <path>` for an untracked file, then in index order
 * `<tag> <mode> <id> <stage>\t<path>`, once as it stands in the index (H tracked, S skip-worktree,
 * M unmerged, one a stage) and again when the work tree differs (R removed, C changed).
 * A lower-case tag marks a file assumed unchanged, at which git does not look.
 *
 * One pass over one string, of which all texts are slices. It runs once a process, so cold: the
 * usual line comes first and calls no function of ours, which halves the time.
 */
export function parseListing(output: Buffer): { files: Draft[]; unsettled: Unsettled[] } {
  const text = output.toString("latin1");
  const ascii = isAscii(output);
  const files: Draft[] = [];
  const unsettled: Unsettled[] = [];
  let name = "";

  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    end = text.indexOf("\0", at);
    const letter = text.charAt(at);
    if (letter === "H" && text.startsWith("100644", at + MODE_AT)) {
      const idEnd = text.indexOf(" ", at + ID_AT);
      const id = text.slice(at + ID_AT, idEnd);
      name = text.slice(idEnd + 3, end);
      const path = ascii ? name : decoded(name);
      files.push({ path, id, indexId: id, mode: 0o100644, state: "clean" });
      continue;
    }
    const last = files.at(-1);
    const tag = letter.toUpperCase();
    if (tag === "?") {
      name = text.slice(at + MODE_AT, end);
      // A repository inside the work tree is listed as a folder.
      if (name.endsWith("/")) continue;
      const path = decoded(name);
      const file: Draft = { path, id: undefined, indexId: undefined, mode: 0, state: "untracked" };
      files.push(file);
      unsettled.push({ file, name });
    } else if (tag === "C") {
      if (last?.state === "clean") unsettled.push({ file: last, name });
    } else if (tag === "R") {
      if (last?.state !== "clean") continue;
      last.state = "deleted";
      last.id = undefined;
    } else {
      const previous = name;
      const idEnd = text.indexOf(" ", at + ID_AT);
      name = text.slice(idEnd + 3, end);
      if (tag === "M" && last?.state === "conflicted" && name === previous) continue;
      const mode = Number.parseInt(text.slice(at + MODE_AT, at + ID_AT - 1), 8);
      // A submodule's id names a commit.
      const blob = tag !== "M" && mode !== SUBMODULE;
      const id = blob ? text.slice(at + ID_AT, idEnd) : undefined;
      const file = { path: decoded(name), id, indexId: id, mode, state: stateOf(tag) };
      files.push(file);
      if (tag === "M" || letter === "h") unsettled.push({ file, name });
    }
  }
  return { files, unsettled };
}

function stateOf(tag: string): FileState {
  if (tag === "S") return "sparse";
  return tag === "M" ? "conflicted" : "clean";
}

function decoded(name: string): string {
  return Buffer.from(name, "latin1").toString("utf8");
}
