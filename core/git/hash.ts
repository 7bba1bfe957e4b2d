import { createHash } from "node:crypto";
import { OutsideError } from "../model/errors.ts";
import { conversionsOf, keepingLineEnds } from "./conversion.ts";
import { gitFailure } from "./failure.ts";
import { git, gitOutput } from "./run.ts";
import { objectFormat, type Repository } from "./repository.ts";

/** Content that stands, or is about to stand, at a path relative to the repository's root. */
export interface FileContent {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const CARRIAGE_RETURN = 0x0d;
/** Processes at once, for contents that only git can convert. */
const CONCURRENCY = 4;
/** Files that cannot be read, each of which costs a process. */
const MAX_UNREADABLE = 64;

/** The id of a blob of exactly these bytes. */
export function blobId(format: "sha1" | "sha256", bytes: Uint8Array): string {
  return createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/**
 * The blob ids that git would store for these bytes at these paths, after its conversions (line
 * ends, clean filters such as LFS, encodings). Two processes say which conversions apply; only a
 * content that one would change costs another. Throws {@link OutsideError}.
 */
export async function hashContents(
  repo: Repository,
  entries: readonly FileContent[],
): Promise<string[]> {
  if (entries.length === 0) return [];
  const names = entries.map(({ path }) => Buffer.from(path).toString("latin1"));
  const conversions = await conversionsOf(repo, names);
  const returns = entries.map(({ bytes }) => bytes.includes(CARRIAGE_RETURN));
  const kept = await keepingLineEnds(
    repo,
    names.filter((_, at) => conversions[at] === "automatic-line-ends" && returns[at] === true),
  );
  const format = objectFormat(repo);
  const ids: string[] = Array.from({ length: entries.length });
  const converted: number[] = [];
  for (const [at, { bytes }] of entries.entries()) {
    const conversion = conversions[at];
    const changes = conversion === "program" || (conversion !== "none" && returns[at] === true);
    if (changes && !kept.has(names[at] as string)) converted.push(at);
    else ids[at] = blobId(format, bytes);
  }
  async function work(): Promise<void> {
    for (let at = converted.pop(); at !== undefined; at = converted.pop()) {
      ids[at] = await hashByGit(repo, entries[at] as FileContent);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return ids;
}

/**
 * Blob ids of files on disk, in order; undefined for one that cannot be read. Names hold a path's
 * bytes, one a character. `tracked` are those of them that stand in the index.
 */
export async function hashFiles(
  repo: Repository,
  names: readonly string[],
  tracked: readonly string[],
): Promise<(string | undefined)[]> {
  const [ids, kept] = await Promise.all([hashPaths(repo, names), keepingLineEnds(repo, tracked)]);
  if (kept.size === 0) return ids;
  const again = names.flatMap((name, at) => (kept.has(name) ? [at] : []));
  const raw = await hashPaths(
    repo,
    again.map((at) => names[at] as string),
    ["--no-filters"],
  );
  for (const [index, at] of again.entries()) ids[at] = raw[index];
  return ids;
}

/**
 * Puts what stands at these paths among git's objects, as `git add` would, and touches no index and
 * no ref: whoever adds the files later finds that done. `git gc` drops after two weeks what nobody
 * committed. Paths that cannot be read are passed over. Throws {@link OutsideError}.
 */
export async function storeFiles(repo: Repository, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const names = paths.map((path) => Buffer.from(path).toString("latin1"));
  await hashPaths(repo, names, ["-w"]);
}

async function hashByGit(repo: Repository, { path, bytes }: FileContent): Promise<string> {
  const call = {
    purpose: `hash the new content of ${JSON.stringify(path)}`,
    args: ["hash-object", "--stdin", `--path=${path}`],
    input: bytes,
  };
  return (await gitOutput(repo, call)).toString("latin1").trim();
}

/** git stops at the first file that it cannot open: that one is passed over. */
async function hashPaths(
  repo: Repository,
  names: readonly string[],
  options: readonly string[] = [],
): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for (let unreadable = 0; ids.length < names.length; unreadable++) {
    const call = {
      purpose: "hash the changed files",
      args: ["hash-object", ...options, "--stdin-paths"],
      input: Buffer.from(names.slice(ids.length).map(quoted).join(""), "latin1"),
    };
    const outcome = await git(repo, call);
    ids.push(...outcome.output.toString("latin1").split("\n").slice(0, -1));
    if (outcome.exitCode === 0) break;
    const passable = /^fatal: could not open '/mu.test(outcome.complaint);
    if (!passable || unreadable === MAX_UNREADABLE) throw gitFailure(repo, call, outcome);
    ids.push(undefined);
  }
  if (ids.length !== names.length) {
    throw new OutsideError(`git hashed ${ids.length} of ${names.length} changed files.`);
  }
  return ids;
}

/** A line in C quotes: a path may hold line breaks, and `--stdin-paths` knows no `-z`. */
function quoted(name: string): string {
  const escaped = name
    .replaceAll(/["\\]/gu, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`);
  return `"${escaped}"\n`;
}
