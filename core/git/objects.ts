import { fetchObjects } from "./fetch.ts";
import { openObjectPipe, type GitObject, type ObjectPipe } from "./object-pipe.ts";
import { git, gitOutput } from "./run.ts";
import { isPartialClone, type Repository } from "./repository.ts";
import { type Tree, keepTrees, openTree } from "./tree.ts";

/** Reads blobs by id, through one process for all. */
export interface Objects {
  /** Undefined when the blob is not here and cannot be had, or is larger than 64 MiB. */
  read(id: string): Promise<Uint8Array | undefined>;
  /**
   * A blob as a checkout would write it to `path`: through smudge filters such as LFS. A process of
   * its own, which may ask the network. Undefined when the blob is not here, or a filter fails.
   */
  checkedOut(id: string, path: string): Promise<Uint8Array | undefined>;
  /** Only the blobs that were found. All that is missing is fetched in one request. */
  readMany(ids: Iterable<string>): Promise<Map<string, Uint8Array>>;
  /** Blob id of a regular file in a commit's tree; undefined when one of them is not here. */
  idAt(commit: string, path: string): Promise<string | undefined>;
  /** Why the remote did not give all that was asked for; undefined when it did. */
  unfetched(): string | undefined;
  /** Resolves when the process has ended. */
  close(): Promise<void>;
}

export interface ObjectsOptions {
  /** Ask the remote for what a shallow or partial clone left there. Never prompts, never hangs. */
  readonly fetchMissing?: boolean;
  /** What is likely to be read next: fetched along with the first that is missing. */
  readonly alongside?: () => Iterable<string>;
}

const PRESENT = ["rev-list", "--no-walk", "--ignore-missing", "--missing=allow-any", "--stdin"];
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** Starts nothing until the first read. All methods throw {@link OutsideError} when git fails. */
export function openObjects(repo: Repository, options: ObjectsOptions = {}): Objects {
  const partial = isPartialClone(repo);
  const asked = new Set<string>();
  let pipe: ObjectPipe | undefined;
  let fetching: Promise<void> = Promise.resolve();
  let reason: string | undefined;
  const treeNamed = keepTrees();

  function ask(name: string): Promise<GitObject | undefined> {
    pipe ??= openObjectPipe(repo);
    return pipe.ask(name);
  }

  /** Reads what is here into `found` and answers the rest. */
  async function collect(
    ids: readonly string[],
    found: Map<string, Uint8Array>,
  ): Promise<string[]> {
    // In a partial clone git dies of an object that is not here instead of saying so.
    const present = partial ? await presentOf(repo, "blob", ids) : undefined;
    const answers = await Promise.all(
      ids.map((id) => (present === undefined || present.has(id) ? ask(id) : undefined)),
    );
    const missing: string[] = [];
    for (const [at, id] of ids.entries()) {
      const object = answers[at];
      if (object === undefined) missing.push(id);
      else if (object.type === "blob") found.set(id, object.bytes);
    }
    return missing;
  }

  async function readMany(ids: Iterable<string>): Promise<Map<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    const missing = await collect(
      [...new Set(ids)].filter((id) => OBJECT_ID.test(id)),
      found,
    );
    const fetchable = (partial || repo.shallow) && options.fetchMissing === true;
    if (!fetchable || missing.length === 0) return found;
    // One fetch after another: a second reader of the same blob waits for the first one's.
    const turn = fetching.then(() => fetchOnce(missing));
    fetching = turn.catch(() => {});
    await turn;
    await collect(missing, found);
    return found;
  }

  async function fetchOnce(ids: readonly string[]): Promise<void> {
    const more = asked.size === 0 ? await missingAlongside() : [];
    await fetchUnasked([...ids, ...more]);
    // Too much of what was taken along is unknown: what is needed goes alone.
    if (more.length > 0) await fetchUnasked(ids);
  }

  async function fetchUnasked(ids: readonly string[]): Promise<void> {
    const unasked = [...new Set(ids)].filter((id) => !asked.has(id));
    if (unasked.length === 0) return;
    const fetched = await fetchObjects(repo, unasked);
    reason = fetched.reason ?? reason;
    const untried = new Set(fetched.untried);
    for (const id of unasked) if (!untried.has(id)) asked.add(id);
  }

  async function missingAlongside(): Promise<readonly string[]> {
    const ids = [...(options.alongside?.() ?? [])].filter((id) => OBJECT_ID.test(id));
    const present = await presentOf(repo, "blob", ids);
    return ids.filter((id) => !present.has(id));
  }

  async function idAt(commit: string, path: string): Promise<string | undefined> {
    if (!OBJECT_ID.test(commit)) return undefined;
    const [name = "", ...folders] = path.split("/").reverse();
    let tree = await treeNamed(commit, () => rootOf(commit));
    for (const folder of folders.reverse()) {
      const entry = tree?.find(folder);
      if (entry?.kind !== "folder") return undefined;
      const { id } = entry;
      tree = await treeNamed(id, () => readTree(id));
    }
    const entry = tree?.find(name);
    return entry?.kind === "file" ? entry.id : undefined;
  }

  async function rootOf(commit: string): Promise<Tree | undefined> {
    if (partial && !(await presentOf(repo, "commit", [commit])).has(commit)) return undefined;
    return readTree(`${commit}^{tree}`);
  }

  async function readTree(name: string): Promise<Tree | undefined> {
    const object = await ask(name);
    return object && openTree(object.bytes, object.id.length / 2);
  }

  async function checkedOut(id: string, path: string): Promise<Uint8Array | undefined> {
    const { exitCode, output } = await git(repo, {
      purpose: `check out ${JSON.stringify(path)}`,
      args: ["cat-file", "--filters", `--path=${path}`, id],
    });
    return exitCode === 0 ? output : undefined;
  }

  return {
    checkedOut,
    read: async (id) => (await readMany([id])).get(id),
    readMany,
    idAt,
    unfetched: () => reason,
    close: async () => {
      await pipe?.close();
      pipe = undefined;
    },
  };
}

/** Those of the objects that are here, found without a fetch. */
async function presentOf(
  repo: Repository,
  kind: "blob" | "commit",
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const output = await gitOutput(repo, {
    purpose: "look for objects",
    args: kind === "commit" ? PRESENT : [...PRESENT, "--objects", "--no-object-names"],
    input: ids.map((id) => `${id}\n`).join(""),
  });
  return new Set(output.toString("latin1").split("\n"));
}
