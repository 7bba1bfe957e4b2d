import { lstatSync, readlinkSync, type Stats } from "node:fs";
import { blobId, hashFiles } from "./hash.ts";
import { SUBMODULE, type TrackedFile, type Unsettled } from "./listing.ts";
import { objectFormat, type Repository } from "./repository.ts";

const SYMBOLIC_LINK = 0o120000;

/**
 * Looks at the disk for the files about which the index does not tell, and completes them.
 * Throws {@link OutsideError}.
 */
export async function settle(repo: Repository, unsettled: readonly Unsettled[]): Promise<void> {
  const regular: Unsettled[] = [];
  for (const { file, name } of unsettled) {
    if (file.mode === SUBMODULE) {
      if (file.state === "clean") file.state = "modified";
      continue;
    }
    const path = Buffer.from(`${Buffer.from(repo.root).toString("latin1")}/${name}`, "latin1");
    const stat = statOf(path);
    if (stat?.isFile() === true) {
      if (file.mode === 0 || file.mode === SYMBOLIC_LINK) file.mode = regularMode(stat);
      regular.push({ file, name });
    } else if (stat?.isSymbolicLink() === true) {
      file.mode = SYMBOLIC_LINK;
      file.id = blobId(objectFormat(repo), readlinkSync(path, "buffer"));
      file.state = settledState(file);
    } else {
      file.id = undefined;
      if (file.state !== "conflicted") file.state = "deleted";
    }
  }
  const tracked = regular.filter(({ file }) => file.indexId !== undefined);
  const ids = await hashFiles(repo, namesOf(regular), namesOf(tracked));
  for (const [at, { file }] of regular.entries()) {
    file.id = ids[at];
    file.state = settledState(file);
  }
}

function namesOf(unsettled: readonly Unsettled[]): string[] {
  return unsettled.map(({ name }) => name);
}

/** Touched, made executable or assumed unchanged: equal content is a clean file all the same. */
function settledState({ state, id, indexId }: TrackedFile): TrackedFile["state"] {
  if (state === "untracked" || state === "conflicted") return state;
  return id === indexId ? "clean" : "modified";
}

function regularMode(stat: Stats): number {
  return (stat.mode & 0o100) === 0 ? 0o100644 : 0o100755;
}

function statOf(path: Buffer): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
