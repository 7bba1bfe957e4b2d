import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Folder of the git bundles of real locale files; tests that need it are skipped without it. */
export const corpora: string | undefined = process.env["LOCSTEP_CORPORA"] || undefined;

/** Clones `NAME.bundle` into a new temporary folder; the caller removes it. */
export async function cloneCorpus(name: string): Promise<string> {
  if (corpora === undefined) throw new Error("LOCSTEP_CORPORA is not set");
  const folder = await mkdtemp(join(tmpdir(), `locstep-${name}-`));
  await run("git", ["clone", "-q", "-b", "main", "--", join(corpora, `${name}.bundle`), folder]);
  return folder;
}

export async function removeClone(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The files of HEAD whose path matches. */
export async function filesAtHead(folder: string, pattern: RegExp): Promise<string[]> {
  const { stdout } = await run("git", ["-C", folder, "ls-files", "-z"], { maxBuffer: 2 ** 26 });
  return stdout.split("\0").filter((path) => pattern.test(path));
}

/** Every distinct blob that ever stood at a matching path, each with one such path. */
export async function* blobsOfHistory(
  folder: string,
  pattern: RegExp,
): AsyncGenerator<{ id: string; path: string; bytes: Buffer }> {
  const list = ["-C", folder, "rev-list", "--objects", "--all"];
  const { stdout } = await run("git", list, { maxBuffer: 2 ** 28 });
  const objects = stdout.split("\n").map((line) => [line.slice(0, 40), line.slice(41)] as const);
  const wanted = objects.filter(([, path]) => pattern.test(path));

  const git = spawn("git", ["-C", folder, "cat-file", "--batch"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  git.stdin.end(wanted.map(([id]) => `${id}\n`).join(""));
  let next = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of git.stdout) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const headerEnd = rest.indexOf(0x0a);
      if (headerEnd < 0) break;
      const [id = "", , size = ""] = rest.toString("utf8", 0, headerEnd).split(" ");
      const end = headerEnd + 1 + Number(size);
      if (rest.length <= end) break;
      const path = wanted[next++]?.[1] ?? "";
      yield { id, path, bytes: rest.subarray(headerEnd + 1, end) };
      rest = rest.subarray(end + 1);
    }
  }
}
