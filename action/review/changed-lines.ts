import type { Place } from "../../core/model/finding.ts";
import type { Git } from "../git/git.ts";

/** Whether a line was added or changed. One-based. */
export type IsChanged = (place: Pick<Place, "path" | "line">) => boolean;

interface Range {
  readonly first: number;
  readonly last: number;
}

const MOST_PATHS = 200;

const DIFF = [
  "--literal-pathspecs",
  "-c",
  "core.quotePath=false",
  "diff",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-renames",
  "--diff-filter=d",
  "--ignore-submodules",
];

/** Reads of the change between two commits only what is asked for: the lines of these files. */
export async function changedLines(
  git: Git,
  base: string,
  paths: Iterable<string>,
): Promise<IsChanged> {
  const asked = new Set(paths);
  const changed = (await names(git, base, [])).filter((path) => asked.has(path));
  const lines = new Map<string, readonly Range[]>();
  for (let at = 0; at < changed.length; at += MOST_PATHS) {
    const batch = changed.slice(at, at + MOST_PATHS);
    const args = [...DIFF, "--unified=0", "--end-of-options", base, "HEAD", "--", ...batch];
    const all = (await git.run("compare with the base", args)).split(/^diff --git /mu).slice(1);
    // What was a link goes first, in a patch of its own.
    const patches = all.filter((patch) => !/^deleted file mode /mu.test(patch));
    // A patch spells odd names in its own way, but keeps their order.
    const inOrder = await names(git, base, batch);
    for (const [index, path] of inOrder.entries()) lines.set(path, rangesOf(patches[index] ?? ""));
  }
  return ({ path, line }) =>
    lines.get(path)?.some(({ first, last }) => first <= line && line <= last) ?? false;
}

async function names(git: Git, base: string, paths: readonly string[]): Promise<readonly string[]> {
  const args = [...DIFF, "--name-only", "-z", "--end-of-options", base, "HEAD", "--", ...paths];
  const output = await git.run("compare with the base", args);
  return output.split("\0").filter((path) => path !== "");
}

function rangesOf(patch: string): readonly Range[] {
  return [...patch.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gmu)].map(([, start, count]) => {
    const first = Number(start);
    return { first, last: first + Number(count ?? 1) - 1 };
  });
}
