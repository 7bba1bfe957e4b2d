import { hash } from "node:crypto";
import type { TestRepository } from "./repository.ts";

/**
 * Resolves what a merge left, file by file as a hurried person would: one side, both sides' lines,
 * or key by key at random. `commit` is the other side. Answers what was done. Throws where two sides wrote one segment.
 */
export async function resolveConflicts(
  repository: TestRepository,
  pick: readonly number[],
  commit: string,
): Promise<{ readonly done: string; readonly renamed: number }> {
  const done: string[] = [];
  let renamed = 0;
  const unmerged = await stagesOf(repository);
  for (const [at, [path, stages]] of [...unmerged].entries()) {
    const [ours, theirs] = [stages.get(2), stages.get(3)];
    const isLedger = path.startsWith(".locstep/");
    if (isLedger) await expectRename(repository, path, stages);
    if (isLedger) renamed++;
    const number = (pick[at % pick.length] as number) + at;
    const way = ["ours", "theirs", "union", "mixed"][number % 4] as string;
    const content = isLedger
      ? { way: "kept", text: await segment(repository, path, commit) }
      : await resolved(repository, path, way, ours, theirs, number >> 2);
    done.push(`${path} ${content.way}`);
    if (content.text === undefined) await repository.git("rm", "-q", "-f", "--", path);
    else repository.write(path, content.text);
  }
  return { done: done.join("; "), renamed };
}

/**
 * Both sides' segments stay. Git merges the texts of what it takes for one that was renamed twice,
 * so they come from the two commits.
 */
async function segment(
  repository: TestRepository,
  path: string,
  theirs: string,
): Promise<string | undefined> {
  for (const commit of ["HEAD", theirs]) {
    const id = await repository.git("ls-tree", "--object-only", commit, "--", path);
    if (id !== "") return blob(repository, id);
  }
  return undefined;
}

/**
 * Where both sides removed one segment (each reverted the same sync) git may take another one that
 * a side added for the removed one renamed, and ask. No setting in a repository prevents that. Any
 * other conflict would mean that two sides wrote one segment differently.
 */
async function expectRename(
  repository: TestRepository,
  path: string,
  stages: ReadonlyMap<number, string>,
): Promise<void> {
  const base = await blob(repository, stages.get(1));
  const isOwnBase = base !== undefined && makesName(base) === path.split("/").at(-1);
  const isWritten = stages.has(2) || stages.has(3);
  if ((stages.has(2) && stages.has(3)) || (isOwnBase && isWritten)) {
    throw new Error(`the ledger conflicts in ${path}`);
  }
}

function makesName(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

async function blob(
  repository: TestRepository,
  id: string | undefined,
): Promise<string | undefined> {
  return id === undefined ? undefined : `${await repository.git("cat-file", "blob", id)}\n`;
}

/** By unmerged path, the blob id of each stage that it has: 2 ours, 3 theirs. */
async function stagesOf(
  repository: TestRepository,
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const paths = new Map<string, Map<number, string>>();
  for (const line of (await repository.git("ls-files", "--unmerged", "-z")).split("\0")) {
    const [, id, stage, path] = /^\d+ (\w+) (\d)\t(.*)$/su.exec(line) ?? [];
    if (path === undefined) continue;
    const stages = paths.get(path) ?? new Map<number, string>();
    paths.set(path, stages.set(Number(stage), id as string));
  }
  return paths;
}

async function resolved(
  repository: TestRepository,
  path: string,
  way: string,
  ours: string | undefined,
  theirs: string | undefined,
  number: number,
): Promise<{ readonly way: string; readonly text: string | undefined }> {
  const [left, right] = [await blob(repository, ours), await blob(repository, theirs)];
  const isText = left !== undefined && right !== undefined && path.endsWith(".json");
  if (isText && way === "union") {
    const text = repository.read(path).replaceAll(/^(?:<{7}|={7}|>{7}).*\n/gmu, "");
    if (isJson(text)) return { way, text };
  }
  if (isText && (way === "mixed" || way === "union")) {
    return { way: "mixed", text: mixed(left, right, number) };
  }
  return way === "theirs" ? { way, text: right } : { way: "ours", text: left };
}

/** A union of lines may leave a key twice, which stays JSON, or lose a comma, which does not. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function mixed(left: string, right: string, number: number): string {
  const [ours, theirs] = [JSON.parse(left), JSON.parse(right)] as [object, object];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const chosen = keys.flatMap((key, at) => {
    const side = (number >> (at % 8)) % 2 === 0 ? ours : theirs;
    return Object.entries(side).filter(([name]) => name === key);
  });
  return `${JSON.stringify(Object.fromEntries(chosen), undefined, 2)}\n`;
}
