import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const TIME_LIMIT = 120_000;

/** A file's content in one revision; undefined where it does not stand. */
export type Content = Buffer | undefined;

/** What stands at `paths` in every commit of HEAD's history, oldest first. */
export async function readRevisions(
  folder: string,
  paths: readonly string[],
): Promise<readonly (readonly Content[])[]> {
  const { stdout } = await run("git", ["-C", folder, "rev-list", "--reverse", "HEAD"]);
  const commits = stdout.trim().split("\n");
  const names = commits.flatMap((commit) => paths.map((path) => `${commit}:${path}`));
  const contents = await readObjects(folder, names);
  return commits.map((_, at) => contents.slice(at * paths.length, (at + 1) * paths.length));
}

/** Names hold no line break: those of paths that the tests write. */
function readObjects(folder: string, names: readonly string[]): Promise<readonly Content[]> {
  return new Promise((resolve, reject) => {
    const git = spawn("git", ["-C", folder, "cat-file", "--batch"], {
      stdio: ["pipe", "pipe", "inherit"],
      timeout: TIME_LIMIT,
    });
    const chunks: Buffer[] = [];
    git.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    git.on("error", reject);
    git.on("close", (code) => {
      if (code === 0) resolve(parseObjects(Buffer.concat(chunks)));
      else reject(new Error(`git cat-file ended with ${code}`));
    });
    git.stdin.end(names.map((name) => `${name}\n`).join(""));
  });
}

function parseObjects(answer: Buffer): readonly Content[] {
  const contents: Content[] = [];
  for (let at = 0; at < answer.length;) {
    const end = answer.indexOf("\n", at);
    const header = answer.toString("utf8", at, end);
    at = end + 1;
    if (header.endsWith(" missing")) {
      contents.push(undefined);
      continue;
    }
    const size = Number(header.slice(header.lastIndexOf(" ")));
    contents.push(answer.subarray(at, at + size));
    at += size + 1;
  }
  return contents;
}
