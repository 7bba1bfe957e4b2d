import { isAscii } from "node:buffer";

export type FileState = "clean" | "modified" | "untracked" | "deleted" | "sparse" | "conflicted";

/** A file that git tracks, or would track if it were added. */
export interface TrackedFile {
  /** Relative to the work tree's root, with forward slashes. Bytes that are no UTF-8 read as U+FFFD. */
  readonly path: string;
  /**
   * Blob id of the content as git would store it now. Undefined when there is none: deleted or
   * unreadable on disk, or a submodule. A file left out by a sparse checkout has its index's id.
   */
  readonly id: string | undefined;
  /** Blob id in the index; undefined for untracked and conflicted files. */
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

const MODE_AT = 2;
const ID_AT = 9;

/**
 * Reads what {@link LISTING} prints: `? <path>` for an untracked file, then in index order
 * `<tag> <mode> <id> <stage>\t<path>`, once as it stands in the index (H tracked, S skip-worktree,
 * M unmerged, one a stage) and again when the work tree differs (R removed, C changed).
 * A lower-case tag marks a file assumed unchanged, at which git does not look.
 *
 * One pass over one string: a Latin-1 string has an offset a byte, and its slices cost nothing.
 */
export function parseListing(output: Buffer): { files: Draft[]; unsettled: Unsettled[] } {
  const text = output.toString("latin1");
  const ascii = isAscii(output);
  const files: Draft[] = [];
  const unsettled: Unsettled[] = [];
  let last: Draft | undefined;
  let lastName = "";

  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\0", at);
    const letter = text[at] as string;
    const tag = letter.toUpperCase();
    if (tag === "?") {
      const name = text.slice(at + MODE_AT, end);
      // A repository inside the work tree is listed as a folder.
      if (!name.endsWith("/")) {
        const file = draft(pathOf(name, ascii), undefined, 0, "untracked");
        files.push(file);
        unsettled.push({ file, name });
      }
      at = end + 1;
      continue;
    }
    const idEnd = text.indexOf(" ", ID_AT + at);
    const name = text.slice(idEnd + 3, end);
    if (last === undefined || name !== lastName) {
      const id = text.slice(at + ID_AT, idEnd);
      const mode = modeOf(text.slice(at + MODE_AT, at + ID_AT - 1));
      last = draft(pathOf(name, ascii), id, mode, stateOf(tag));
      lastName = name;
      files.push(last);
      const assumed = letter !== tag;
      if (last.state === "conflicted" || (assumed && last.state === "clean")) {
        unsettled.push({ file: last, name });
      }
    } else if (tag === "C" && last.state === "clean" && unsettled.at(-1)?.file !== last) {
      unsettled.push({ file: last, name });
    } else if (tag === "R" && last.state === "clean") {
      last.state = "deleted";
      last.id = undefined;
    }
    at = end + 1;
  }
  return { files, unsettled: unsettled.filter(({ file }) => file.state !== "deleted") };
}

function draft(path: string, id: string | undefined, mode: number, state: FileState): Draft {
  const indexId = state === "conflicted" ? undefined : id;
  return { path, id: indexId, indexId, mode, state };
}

function stateOf(tag: string): FileState {
  if (tag === "S") return "sparse";
  return tag === "M" ? "conflicted" : "clean";
}

function modeOf(text: string): number {
  return text === "100644" ? 0o100644 : Number.parseInt(text, 8);
}

function pathOf(name: string, ascii: boolean): string {
  return ascii ? name : Buffer.from(name, "latin1").toString("utf8");
}
