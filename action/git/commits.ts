import type { Git } from "./git.ts";

export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

const FORMAT = "%H%x00%T%x00%P%x00%B%x00%x00";

/** A commit and its first parents, newest first, as far as they are here; none that `without` has. */
export async function firstParents(
  git: Git,
  commit: string,
  limit: number,
  without?: string,
): Promise<readonly Commit[]> {
  const output = await git.run("read commits", [
    "log",
    "--first-parent",
    `--max-count=${limit}`,
    `--format=tformat:${FORMAT}`,
    "--end-of-options",
    commit,
    ...(without === undefined ? [] : [`^${without}`]),
    "--",
  ]);
  return output
    .split("\0\0\n")
    .filter((text) => text !== "")
    .map((text) => {
      const [id = "", tree = "", parents = "", message = ""] = text
        .replace(/\0+$/u, "")
        .split("\0");
      return { id, tree, parents: parents === "" ? [] : parents.split(" "), message };
    });
}

/** One path that differs between two trees. */
export interface Change {
  readonly path: string;
  /** Of the new tree, as git writes it; undefined: the path is gone. */
  readonly mode: string | undefined;
  readonly id: string;
}

/** What to do to one tree to get the other. Paths that are no UTF-8 throw, for no API takes them. */
export async function changesBetween(
  git: Git,
  from: string,
  to: string,
): Promise<readonly Change[]> {
  const output = await git.bytes("compare trees", [
    "diff-tree",
    "-r",
    "-z",
    "--no-renames",
    "--no-abbrev",
    "--end-of-options",
    from,
    to,
  ]);
  const fields = output.toString("utf8").split("\0");
  const changes: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode = "", , id = "", letter = ""] = (fields[at] ?? "").split(" ");
    changes.push({ path: fields[at + 1] ?? "", mode: letter === "D" ? undefined : mode, id });
  }
  return changes;
}

/** The contents of blobs, in the order asked for: what git stores, after its filters. */
export async function readBlobs(git: Git, ids: readonly string[]): Promise<readonly Buffer[]> {
  const output = await git.bytes("read blobs", ["cat-file", "--batch"], {
    input: ids.map((id) => `${id}\n`).join(""),
  });
  const blobs: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf("\n", at);
    const size = Number(output.toString("latin1", at, end).split(" ")[2]);
    blobs.push(output.subarray(end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return blobs;
}
