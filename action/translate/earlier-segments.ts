import { mkdir, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { changesBetween, readBlobs } from "../git/commits.ts";
import type { Git } from "../git/git.ts";

/** Older than any file that a run writes. */
const LONG_AGO = new Date(0);

/** What was translated before, as two trees or commits: what it started from and what it came to. */
export interface EarlierWork {
  readonly from: string;
  readonly to: string;
}

/**
 * Lays the segments that earlier work added beside those of the base: their facts let a rebuild take
 * every translation from the memory instead of paying for it again, and what is in flight be
 * collected. Returns their paths.
 */
export async function layEarlierSegments(
  git: Git,
  { from, to }: EarlierWork,
  ledgerFolder: string,
): Promise<readonly string[]> {
  const added = (await changesBetween(git, from, to)).filter(
    ({ path, mode }) => mode === "100644" && path.startsWith(`${ledgerFolder}/`),
  );
  const contents = await readBlobs(
    git,
    added.map(({ id }) => id),
  );
  const laid: string[] = [];
  for (const [at, { path }] of added.entries()) {
    const file = join(git.root, path);
    await mkdir(dirname(file), { recursive: true });
    // The base may have the same fact.
    const isNew = await writeFile(file, contents[at] as Buffer, { flag: "wx" }).then(
      () => true,
      () => false,
    );
    if (!isNew) continue;
    await utimes(file, LONG_AGO, LONG_AGO);
    laid.push(path);
  }
  return laid;
}

/** Takes them away again, but for those that the run wrote as well: the rest has served its turn. */
export async function liftEarlierSegments(git: Git, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const file = join(git.root, path);
    if ((await stat(file)).mtimeMs === LONG_AGO.getTime()) await unlink(file);
  }
}
